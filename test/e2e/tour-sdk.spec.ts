import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
  UpdateUsageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { waitFor } from '#libs/testing';
import { createApi, createResource, deploy, putMockBody, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { startUpstream } from '../support/upstream.js';

// The tour of the README with the real SDK. The steps lean on each other, in this order, as a user's would.
let tollgate: Installation;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let restApiId: string;
let rootId: string;
let petId: string;
let firstDeployment: string;
let secondDeployment: string;
let usagePlanId: string;
let key: { id: string; value: string };

beforeAll(async () => {
  [tollgate, upstream] = await Promise.all([startInstallation(), startUpstream()]);
});
afterAll(async () => {
  await Promise.all([tollgate?.close(), upstream?.close()]);
});

const send: Installation['client']['send'] = ((command: never) => tollgate.client.send(command)) as never;
const today = (): string => new Date().toISOString().slice(0, 10);
const withKey = (): RequestInit => ({ headers: { 'x-api-key': key.value } });

async function statuses(count: number, path: string, init?: RequestInit): Promise<Map<number, number>> {
  const responses = await Promise.all(
    Array.from({ length: count }, () => tollgate.invoke(restApiId, path, init)),
  );
  const counts = new Map<number, number>();
  for (const response of responses) {
    await response.arrayBuffer();
    counts.set(response.status, (counts.get(response.status) ?? 0) + 1);
  }
  return counts;
}

test('an API with nested resources is served as soon as create-deployment returns', async () => {
  ({ restApiId, rootId } = await createApi(tollgate.client, 'tour'));
  const pets = await createResource(tollgate.client, restApiId, rootId, 'pets');
  petId = await createResource(tollgate.client, restApiId, pets, '{petId}');
  await putMockMethod(tollgate.client, { restApiId, resourceId: pets, body: '["rex"]' });
  await putMockMethod(tollgate.client, {
    restApiId,
    resourceId: petId,
    body: `{"id": "$input.params('petId')", "version": 1}`,
  });
  firstDeployment = await deploy(tollgate.client, restApiId, 'dev');

  const response = await tollgate.invoke(restApiId, '/dev/pets/7');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ id: '7', version: 1 });
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get('x-amz-apigw-id')).toBeTruthy();
});

test('what does not match is a 403 Missing Authentication Token', async () => {
  const response = await tollgate.invoke(restApiId, '/dev/nothing/here');
  expect(response.status).toBe(403);
  expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
});

test('a change is served with the next deployment, not before', async () => {
  await putMockBody(tollgate.client, { restApiId, resourceId: petId, body: '{"version": 2}' });
  expect(await (await tollgate.invoke(restApiId, '/dev/pets/7')).json()).toMatchObject({ version: 1 });
  secondDeployment = await deploy(tollgate.client, restApiId, 'dev');
  expect(await (await tollgate.invoke(restApiId, '/dev/pets/7')).json()).toEqual({ version: 2 });
});

test('a roll-back is served when update-stage returns, and forward again', async () => {
  const point = (value: string) =>
    send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'dev',
        patchOperations: [{ op: 'replace', path: '/deploymentId', value }],
      }),
    );
  await point(firstDeployment);
  expect(await (await tollgate.invoke(restApiId, '/dev/pets/7')).json()).toEqual({ id: '7', version: 1 });
  await point(secondDeployment);
  expect(await (await tollgate.invoke(restApiId, '/dev/pets/7')).json()).toEqual({ version: 2 });
});

test('HTTP_PROXY passes method, path, query, headers and body on, with stage variables in the URI', async () => {
  const proxy = await createResource(tollgate.client, restApiId, rootId, '{proxy+}');
  const at = { restApiId, resourceId: proxy, httpMethod: 'ANY' };
  await send(
    new PutMethodCommand({
      ...at,
      authorizationType: 'NONE',
      requestParameters: { 'method.request.path.proxy': true },
    }),
  );
  await send(
    new PutIntegrationCommand({
      ...at,
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'ANY',
      uri: `http://\${stageVariables.backend}/up/{proxy}`,
      requestParameters: {
        'integration.request.path.proxy': 'method.request.path.proxy',
        'integration.request.header.x-static': "'fixed'",
      },
    }),
  );
  await deploy(tollgate.client, restApiId, 'dev');
  await send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'dev',
      patchOperations: [{ op: 'replace', path: '/variables/backend', value: new URL(upstream.url).host }],
    }),
  );
  const response = await tollgate.invoke(restApiId, '/dev/a/b?x=1&y=two', {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'x-mine': 'yes' },
    body: 'hello',
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('x-upstream')).toBe('yes');
  expect(await response.json()).toMatchObject({
    method: 'POST',
    url: '/up/a/b?x=1&y=two',
    body: 'hello',
    headers: {
      'content-type': 'text/plain',
      'x-mine': 'yes',
      'x-static': 'fixed',
      'x-amzn-apigateway-api-id': restApiId,
    },
  });
});

test('a key is required where the method says so', async () => {
  const keyed = await createResource(tollgate.client, restApiId, rootId, 'keyed');
  await putMockMethod(tollgate.client, {
    restApiId,
    resourceId: keyed,
    apiKeyRequired: true,
    body: '{"ok": true}',
  });
  await deploy(tollgate.client, restApiId, 'dev');
  const refused = await tollgate.invoke(restApiId, '/dev/keyed');
  expect(refused.status).toBe(403);
  expect(await refused.json()).toEqual({ message: 'Forbidden' });
  expect(
    (await tollgate.invoke(restApiId, '/dev/keyed', { headers: { 'x-api-key': 'no-such-key-at-all-here' } }))
      .status,
  ).toBe(403);

  const created = await send(new CreateApiKeyCommand({ name: 'tour', enabled: true }));
  key = { id: created.id ?? '', value: created.value ?? '' };
  const plan = await send(
    new CreateUsagePlanCommand({
      name: 'tour',
      apiStages: [{ apiId: restApiId, stage: 'dev' }],
      quota: { limit: 20, period: 'DAY' },
    }),
  );
  usagePlanId = plan.id ?? '';
  expect((await tollgate.invoke(restApiId, '/dev/keyed', withKey())).status).toBe(403);
  await send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: key.id, keyType: 'API_KEY' }));
});

test('a quota of 20 lets exactly 20 of 200 concurrent calls through', async () => {
  expect(await statuses(200, '/dev/keyed', withKey())).toEqual(
    new Map([
      [200, 20],
      [429, 180],
    ]),
  );
  const over = await tollgate.invoke(restApiId, '/dev/keyed', withKey());
  expect(over.headers.get('x-amzn-errortype')).toBe('LimitExceededException');
  expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await over.json()).toEqual({ message: 'Limit Exceeded' });
});

test('get-usage says 20 used, 0 remaining, within 2 s', async () => {
  await waitFor(
    async () => {
      const usage = await send(new GetUsageCommand({ usagePlanId, startDate: today(), endDate: today() }));
      return JSON.stringify(usage.items) === JSON.stringify({ [key.id]: [[20, 0]] });
    },
    { timeoutMs: 2_000, describe: 'get-usage to say 20 used' },
  );
});

test('update-usage grants 5 more, and exactly 5 pass', async () => {
  await send(
    new UpdateUsageCommand({
      usagePlanId,
      keyId: key.id,
      patchOperations: [{ op: 'replace', path: '/remaining', value: '5' }],
    }),
  );
  expect(await statuses(40, '/dev/keyed', withKey())).toEqual(
    new Map([
      [200, 5],
      [429, 35],
    ]),
  );
});

test('a throttle responds 429 Too Many Requests beyond its burst', async () => {
  await send(
    new UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: [
        { op: 'replace', path: '/quota/limit', value: '100000' },
        { op: 'replace', path: '/throttle/burstLimit', value: '10' },
        { op: 'replace', path: '/throttle/rateLimit', value: '0.1' },
      ],
    }),
  );
  expect(await statuses(50, '/dev/keyed', withKey())).toEqual(
    new Map([
      [200, 10],
      [429, 40],
    ]),
  );
  const over = await tollgate.invoke(restApiId, '/dev/keyed', withKey());
  expect(over.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
  expect(await over.json()).toEqual({ message: 'Too Many Requests' });
});

test('an HTTP API of one command serves every path when the call returns', async () => {
  const client = new ApiGatewayV2Client({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: await tollgate.client.config.credentials(),
  });
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({ Name: 'tour', ProtocolType: 'HTTP', Target: `${upstream.url}/up` }),
  );
  client.destroy();
  const response = await tollgate.invoke(ApiId, '/a/b?x=1', { method: 'POST', body: 'hello' });
  expect(response.status).toBe(200);
  expect(response.headers.get('apigw-requestid')).toBeTruthy();
  expect(await response.json()).toMatchObject({ method: 'POST', url: '/up/a/b?x=1', body: 'hello' });
});
