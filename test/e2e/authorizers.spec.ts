import {
  CreateApiKeyCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  FlushStageAuthorizersCacheCommand,
  UpdateMethodCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { startInstallation, type Installation } from '../support/installation.js';
import { startFunctionHost, type FunctionHost } from '../support/function-host.js';
import { createApi, createResource, putMockMethod } from '../support/definitions.js';

// A Lambda authorizer as its author makes it: by the SDK, with the function host, on two gateways.
const keyValue = 'the-key-that-the-authorizer-names';
const functions = {
  // Counts its calls, so that a kept result can be told from a new one.
  guard: `let calls = 0;
  export const handler = async ({ authorizationToken }) => {
    if (authorizationToken === 'nobody') throw new Error('Unauthorized');
    return {
      principalId: 'ann',
      context: { calls: ++calls },
      ...(authorizationToken === 'keyed' && { usageIdentifierKey: '${keyValue}' }),
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Action: 'execute-api:Invoke', Effect: authorizationToken === 'banned' ? 'Deny' : 'Allow', Resource: '*' },
        ],
      },
    };
  };`,
};
let tollgate: Installation;
let host: FunctionHost;
let restApiId: string;
let openDeploymentId: string;
let resourceId: string;

beforeAll(async () => {
  host = await startFunctionHost(functions);
  tollgate = await startInstallation({ gateways: 2, env: { AWS_ENDPOINT_URL_LAMBDA: host.url } });
  const { client } = tollgate;
  const api = await createApi(client, 'guarded');
  restApiId = api.restApiId;
  resourceId = await createResource(client, restApiId, api.rootId, 'pets');
  await putMockMethod(client, { restApiId, resourceId, body: '$context.authorizer.calls' });
  const opened = await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  openDeploymentId = opened.id!;
  const { id: authorizerId } = await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'guard',
      type: 'TOKEN',
      authorizerUri:
        'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations',
      identitySource: 'method.request.header.Auth',
    }),
  );
  await client.send(
    new UpdateMethodCommand({
      restApiId,
      resourceId,
      httpMethod: 'GET',
      patchOperations: [
        { op: 'replace', path: '/authorizationType', value: 'CUSTOM' },
        { op: 'replace', path: '/authorizerId', value: authorizerId! },
      ],
    }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await host?.close();
});

const call = (token: string | null, gateway = 0, headers: Record<string, string> = {}) =>
  tollgate.invoke(restApiId, '/dev/pets', {
    gateway,
    headers: token === null ? headers : { Auth: token, ...headers },
  });
const answer = async (response: Response) => [response.status, await response.text()] as const;

test('once deployed, every gateway asks the authorizer: 401, 403, 200', async () => {
  for (const gateway of [0, 1]) {
    expect(await answer(await call(null, gateway))).toEqual([401, '{"message":"Unauthorized"}']);
    expect(await answer(await call('nobody', gateway))).toEqual([401, '{"message":"Unauthorized"}']);
    expect((await call('banned', gateway)).status).toBe(403);
    expect((await call('ann', gateway)).status).toBe(200);
  }
});

test('a result is kept until it is flushed, and no longer once the call has returned', async () => {
  const kept = await Promise.all([0, 1].map(async (gateway) => answer(await call('kept', gateway))));
  expect(await answer(await call('kept', 0))).toEqual(kept[0]);
  await tollgate.client.send(new FlushStageAuthorizersCacheCommand({ restApiId, stageName: 'dev' }));
  for (const gateway of [0, 1]) {
    const anew = await answer(await call('kept', gateway));
    expect(anew[0]).toBe(200);
    expect(anew).not.toEqual(kept[gateway]);
  }
});

test('a roll-back opens what was open then, and forward again it is guarded when the call has returned', async () => {
  const to = (deploymentId: string) =>
    tollgate.client.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'dev',
        patchOperations: [{ op: 'replace', path: '/deploymentId', value: deploymentId }],
      }),
    );
  const { id } = await tollgate.client.send(new CreateDeploymentCommand({ restApiId }));
  await to(openDeploymentId);
  expect((await call(null)).status).toBe(200);
  await to(id!);
  for (const gateway of [0, 1]) expect((await call(null, gateway)).status).toBe(401);
});

test('apiKeySource AUTHORIZER: the key is the one that the authorizer names, whatever the header says', async () => {
  const { client } = tollgate;
  const { id: keyId } = await client.send(
    new CreateApiKeyCommand({ name: 'k', value: keyValue, enabled: true }),
  );
  await client.send(
    new UpdateRestApiCommand({
      restApiId,
      patchOperations: [{ op: 'replace', path: '/apiKeySource', value: 'AUTHORIZER' }],
    }),
  );
  await client.send(
    new UpdateMethodCommand({
      restApiId,
      resourceId,
      httpMethod: 'GET',
      patchOperations: [{ op: 'replace', path: '/apiKeyRequired', value: 'true' }],
    }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  const plan = { name: 'p', apiStages: [{ apiId: restApiId, stage: 'dev' }] };
  const { id: usagePlanId } = await client.send(
    new CreateUsagePlanCommand({ ...plan, quota: { limit: 2, period: 'DAY' } }),
  );
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  // Named by nobody: the caller's own is not looked at.
  expect((await call('ann', 0, { 'x-api-key': keyValue })).status).toBe(403);
  expect((await call('keyed')).status).toBe(200);
  // Who is refused by the authorizer has cost the key nothing.
  expect((await call('banned')).status).toBe(403);
  expect((await call('keyed')).status).toBe(200);
  expect(await answer(await call('keyed'))).toEqual([429, '{"message":"Limit Exceeded"}']);
});
