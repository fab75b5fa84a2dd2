import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { v1, type InputMember, type Operation } from '#libs/aws-wire';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
/**
 * What really exists, by the name of the member that says it; so that odd values beside it come as far as
 * they can.
 */
let known: Readonly<Record<string, string>>;

beforeAll(async () => {
  plane = await startControlPlane();
  const { id: restApiId, rootResourceId } = await seedRestApi(plane);
  const deployment = await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  const plan = await plane.client.send(new CreateUsagePlanCommand({ name: 'plan' }));
  const key = await plane.client.send(new CreateApiKeyCommand({}));
  known = {
    restApiId,
    resourceId: rootResourceId,
    parentId: rootResourceId,
    httpMethod: 'GET',
    statusCode: '200',
    stageName: 'dev',
    deploymentId: deployment.id!,
    usagePlanId: plan.id!,
    keyId: key.id!,
    apiKey: key.id!,
    keyType: 'API_KEY',
    authorizationType: 'NONE',
    type: 'MOCK',
    name: 'Odd',
    contentType: 'application/json',
    resourceArn: `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`,
  };
});
afterAll(() => plane.close());

/**
 * NUL, half a surrogate pair and numbers out of range are what Postgres refuses to store; the rest are wrong
 * types and reserved names.
 */
const oddTexts = ['', '\0', '\ud800', '__proto__', 'x'.repeat(20_000)];
const ownProto: unknown = JSON.parse('{"__proto__":"x"}');
const oddValues: readonly unknown[] = [
  ...oddTexts,
  ...[true, -1, 1e300, [null], { a: null }, { 'a\0': '\0' }, ownProto],
];
const oddOperations = [
  '/name',
  '/variables/a',
  '/*/*/throttling/rateLimit',
  '/\0',
  '//',
  '/__proto__/GET',
].flatMap((path) =>
  ['add', 'remove', 'replace'].flatMap((op) => ['\0', '1e400'].map((value) => [{ op, path, value }])),
);

async function statusOf(operation: Operation, odd: InputMember | null, value: unknown): Promise<number> {
  const valueOf = (member: InputMember) => (member === odd ? value : known[member.name]);
  let target = operation.uri;
  const query = new URLSearchParams(operation.query);
  const body: [string, unknown][] = [];
  for (const member of operation.members) {
    const given = valueOf(member);
    const name = member.wireName ?? member.name;
    if (member.location === 'uri')
      target = target.replace(`{${name}}`, encodeURIComponent(text(given) || 'x'));
    else if (given === undefined || (member !== odd && !member.required)) continue;
    else if (member.location === 'querystring') query.append(name, text(given));
    else if (member.location === 'body') body.push([name, given]);
  }
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
  const response = await plane.signedFetch(`${target}${query.size > 0 ? `?${query.toString()}` : ''}`, {
    method: operation.method,
    body: hasBody ? Object.fromEntries(body) : undefined,
  });
  await response.arrayBuffer();
  return response.status;
}

/** As it goes into a path or query; what no URL can hold becomes the replacement character. */
const text = (value: unknown): string =>
  typeof value === 'string' ? Buffer.from(value.slice(0, 2_000)).toString('utf8') : '';

// Deleting is tried with odd names only: what the other cases build on must stay.
const offered = Object.values<Operation>(v1.operations);

test.each(offered)('$name answers odd input with an AWS error, never with a 5xx', async (operation) => {
  for (const member of operation.members) {
    const values =
      member.name === 'patchOperations' ? oddOperations : member.location === 'body' ? oddValues : oddTexts;
    for (const value of values) {
      const status = await statusOf(operation, member, value);
      expect({ member: member.name, value, failed: status >= 500 }).toEqual({
        member: member.name,
        value,
        failed: false,
      });
    }
  }
});
