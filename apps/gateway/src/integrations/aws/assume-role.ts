import { serviceEndpoint, type AwsServices } from './aws-services.js';
import type { AssumeRole, RoleSession } from './assumed-roles.js';
import type { BackendPools } from '../transport/backend-pools.js';
import { signAwsRequest } from './sign-aws-request.js';

const timeoutMs = 5_000;

/**
 * Asks STS in the integration's region for a session of a role, as the gateway (STS API reference,
 * "AssumeRole"). An hour is what every role allows.
 */
export function createAssumeRole(aws: AwsServices, backends: BackendPools): AssumeRole {
  return async (roleArn, region) => {
    const credentials = await aws.credentials();
    if (credentials === null) throw new Error('the gateway has no credentials to ask STS with');
    const [, partition = 'aws'] = roleArn.split(':');
    const endpoint = serviceEndpoint(aws, { partition, region, service: 'sts', subdomain: null });
    const form = new URLSearchParams({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: roleArn,
      RoleSessionName: 'tollgate',
      DurationSeconds: '3600',
    });
    const { path, headers, body } = signAwsRequest(
      {
        origin: endpoint.origin,
        host: endpoint.host,
        path: `${endpoint.basePath}/`,
        query: '',
        httpMethod: 'POST',
        headers: ['Content-Type', 'application/x-www-form-urlencoded', 'Accept', 'application/xml'],
        body: form.toString(),
        region,
        service: 'sts',
      },
      credentials,
    );
    const response = await backends.get({ origin: endpoint.origin }, false).request({
      path,
      method: 'POST',
      headers: headers as string[],
      body: body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.body.text();
    const session = response.statusCode === 200 ? readSession(text) : null;
    if (session) return session;
    // Its code alone may be logged, and nothing that is none.
    const why = /<Code>([A-Za-z.]{1,100})</.exec(text)?.[1] ?? 'a response without credentials';
    throw new Error(`STS answered ${response.statusCode} for ${roleArn}: ${why}`);
  };
}

function readSession(xml: string): RoleSession | null {
  const read = (name: string): string =>
    new RegExp(`<${name}>\\s*([^<\\s]+)\\s*</${name}>`).exec(xml)?.[1] ?? '';
  const accessKeyId = read('AccessKeyId');
  const secretAccessKey = read('SecretAccessKey');
  const sessionToken = read('SessionToken');
  const expiresAtMs = Date.parse(read('Expiration'));
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAtMs)) return null;
  return { credentials: { accessKeyId, secretAccessKey, sessionToken }, expiresAtMs };
}
