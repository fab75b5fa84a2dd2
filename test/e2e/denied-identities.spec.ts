import { CreateAuthorizerCommand, CreateDeploymentCommand } from '@aws-sdk/client-api-gateway';
import { createApi, createResource, putMockMethod } from '../support/definitions.js';
import { startFunctionHost, type FunctionHost } from '../support/function-host.js';
import { startInstallation, type Installation } from '../support/installation.js';

// Somebody is let in by an authorizer whose results are kept, and must be kept out at once all the same.
const functions = {
  guard: `export const handler = async ({ authorizationToken }) => ({
    principalId: authorizationToken,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }],
    },
  });`,
};
const path = '/_tollgate/v1/denied-identities';
let tollgate: Installation;
let host: FunctionHost;
let restApiId: string;

beforeAll(async () => {
  host = await startFunctionHost(functions);
  tollgate = await startInstallation({ gateways: 2, env: { AWS_ENDPOINT_URL_LAMBDA: host.url } });
  const { client } = tollgate;
  const api = await createApi(client, 'guarded');
  restApiId = api.restApiId;
  const resourceId = await createResource(client, restApiId, api.rootId, 'pets');
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
  await putMockMethod(client, {
    restApiId,
    resourceId,
    body: 'in',
    authorizerId: authorizerId!,
  });
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await host?.close();
});

const statuses = async (token: string) => {
  const calls = [0, 1].map((gateway) =>
    tollgate.invoke(restApiId, '/dev/pets', { gateway, headers: { Auth: token } }),
  );
  return (await Promise.all(calls)).map(({ status }) => status);
};
const deny = async (value: string) => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const response = await tollgate.signedCall('POST', path, { type: 'principal', value, until });
  expect(response.status).toBe(200);
  return ((await response.json()) as { id: string }).id;
};

test('whoever is denied is refused by every gateway when the call returns, and let in again when it is taken back', async () => {
  expect(await statuses('anna')).toEqual([200, 200]);
  const id = await deny('anna');
  expect(await statuses('anna')).toEqual([403, 403]);
  expect(await statuses('ben')).toEqual([200, 200]);
  expect((await tollgate.signedCall('DELETE', `${path}/${id}`)).status).toBe(204);
  expect(await statuses('anna')).toEqual([200, 200]);
});

test('while the control plane is away a gateway that was killed comes back with whom it denies', async () => {
  await deny('carl');
  await tollgate.controlPlane.kill();
  await tollgate.gateways[0]!.kill();
  await tollgate.gateways[0]!.start();
  expect(await statuses('carl')).toEqual([403, 403]);
  expect((await statuses('dora'))[0]).toBe(200);
  await tollgate.controlPlane.start();
});
