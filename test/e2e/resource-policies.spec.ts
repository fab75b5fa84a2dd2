import {
  GetDeploymentsCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
  CreateDeploymentCommand,
} from '@aws-sdk/client-api-gateway';
import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// From the management API to a caller, with every process there is.
let tollgate: Installation;
let restApiId: string;

beforeAll(async () => {
  tollgate = await startInstallation();
  const api = await createApi(tollgate.client, 'policies');
  restApiId = api.restApiId;
  const root = { restApiId, resourceId: api.rootId, httpMethod: 'GET' };
  await putMockMethod(tollgate.client, { ...root, body: '"in"' });
}, 180_000);
afterAll(() => tollgate?.close());

const policy = (Effect: 'Allow' | 'Deny', Resource = 'execute-api:/*'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect, Principal: '*', Action: 'execute-api:Invoke', Resource: [Resource] }],
  });
const put = (value: string) =>
  tollgate.client.send(
    new UpdateRestApiCommand({
      restApiId,
      patchOperations: [{ op: 'replace', path: '/policy', value }],
    }),
  );
const redeploy = () => tollgate.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
const call = async () => {
  const response = await tollgate.invoke(restApiId, '/dev/');
  return { status: response.status, text: await response.text() };
};

test('a policy is the deployment’s: live when it returns, and gone and back with roll-backs', async () => {
  await deploy(tollgate.client, restApiId, 'dev');
  expect((await call()).status).toBe(200);

  await put(policy('Deny'));
  expect((await call()).status).toBe(200);
  const { id: denying } = await redeploy();
  const refused = await call();
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.text)).toEqual({
    message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:${restApiId}/dev/GET/ with an explicit deny`,
  });

  await put(policy('Allow', 'execute-api:/dev/GET/'));
  expect((await call()).status).toBe(403);
  const { id: allowing } = await redeploy();
  expect((await call()).status).toBe(200);

  const rollBackTo = (value: string) =>
    tollgate.client.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'dev',
        patchOperations: [{ op: 'replace', path: '/deploymentId', value }],
      }),
    );
  await rollBackTo(denying!);
  expect((await call()).status).toBe(403);
  await rollBackTo(allowing!);
  expect((await call()).status).toBe(200);
  const { items = [] } = await tollgate.client.send(new GetDeploymentsCommand({ restApiId }));
  expect(items).toHaveLength(3);
});
