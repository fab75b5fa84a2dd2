import type { AwsServices } from '../integrations/aws/aws-services.js';
import { serviceEndpoint } from '../integrations/aws/aws-services.js';
import { signAwsRequest } from '../integrations/aws/sign-aws-request.js';
import type { BackendPools } from '../integrations/transport/backend-pools.js';

/** With what the gateway itself calls AWS services: as itself, over the connections of integrations. */
export interface AwsCallServices {
  readonly aws: AwsServices;
  readonly backends: Pick<BackendPools, 'get'>;
}

export interface AwsJsonCall {
  readonly region: string;
  /** As signatures name it. */
  readonly service: 'firehose' | 'logs';
  /** `X-Amz-Target`. */
  readonly target: string;
  /** JSON. */
  readonly body: string;
  /** In place of the service's endpoint. */
  readonly endpointUrl?: string | null;
}

/** Why an AWS service has refused a call, by its own name for it. */
export class AwsCallRefused extends Error {
  constructor(
    readonly status: number,
    /** `ResourceNotFoundException`, ...; empty where it said none. */
    readonly code: string,
  ) {
    super(`answered ${status} ${code}`.trimEnd());
  }
}

const timeoutMs = 10_000;
const responseBytesMax = 1024 * 1024;

/**
 * Calls an operation of AWS JSON 1.1 and gives what it answered, parsed. Rejects with `AwsCallRefused`, or
 * when there is no answer.
 */
export async function callAwsJson({ aws, backends }: AwsCallServices, call: AwsJsonCall): Promise<unknown> {
  const { region, service, body } = call;
  const own = call.endpointUrl ?? null;
  const endpoint = serviceEndpoint(own === null ? aws : { ...aws, endpointUrls: {}, endpointUrl: own }, {
    partition: region.startsWith('cn-') ? 'aws-cn' : 'aws',
    region,
    service,
    subdomain: null,
  });
  const { path, headers } = signAwsRequest(
    {
      origin: endpoint.origin,
      host: endpoint.host,
      path: `${endpoint.basePath}/`,
      query: '',
      httpMethod: 'POST',
      headers: ['Content-Type', 'application/x-amz-json-1.1', 'X-Amz-Target', call.target],
      body,
      region,
      service,
    },
    await aws.credentials(),
  );
  const response = await backends.get({ origin: endpoint.origin }, false).request({
    path,
    method: 'POST',
    headers: headers as string[],
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await textOf(response.body as AsyncIterable<Buffer>);
  const answer = parsed(text);
  if (response.statusCode === 200) return answer;
  throw new AwsCallRefused(response.statusCode, errorCode(answer));
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    // Leaving the loop ends the response.
    if (bytes > responseBytesMax) throw new Error(`answered more than ${responseBytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Of a namespace and a link around it, which some services write, nothing is kept. */
function errorCode(answer: unknown): string {
  const type = typeof answer === 'object' && answer !== null && '__type' in answer ? answer.__type : null;
  return typeof type === 'string'
    ? (/([A-Za-z]{1,100})(?::|$)/.exec(type.split('#').at(-1)!)?.[1] ?? '')
    : '';
}
