import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { createLogger } from '#libs/telemetry';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

const logged: string[] = [];
let plane: TestControlPlane;
let restApiId: string;
let resourceId: string;

beforeAll(async () => {
  const stream = { write: (line: string) => void logged.push(line) };
  plane = await startControlPlane({ log: createLogger({ name: 'control-plane', level: 'warn', stream }) });
});
beforeEach(async () => {
  logged.length = 0;
  const { id, rootResourceId: parentId } = await seedRestApi(plane);
  restApiId = id;
  const made = await plane.client.send(new CreateResourceCommand({ restApiId, parentId, pathPart: '{id}' }));
  resourceId = made.id!;
  await putMethod('POST');
  await deploy();
});
afterAll(() => plane.close());

/** Without a key. */
async function putMethod(httpMethod: string): Promise<void> {
  const at = { restApiId, resourceId, httpMethod };
  await plane.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
  await plane.client.send(new PutIntegrationCommand({ ...at, type: 'MOCK' }));
}
const deploy = async (stageName = 'dev') =>
  (await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName }))).id!;
const patch = (path: string, value: string) =>
  plane.client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'dev',
      patchOperations: [{ op: 'replace', path, value }],
    }),
  );
const cachePost = () => patch('/~1{id}/POST/caching/enabled', 'true');
const warnings = () => logged.filter((line) => line.includes('keys do not tell apart'));

test('a key that leaves out the path is in the log when a stage begins to cache by it, once', async () => {
  await cachePost();
  expect(warnings()).toEqual([]);
  await patch('/cacheClusterEnabled', 'true');
  expect(warnings()).toHaveLength(1);
  expect(warnings()[0]).toContain('cache-key-without-path: POST /{id}');
  await patch('/description', 'x');
  expect(warnings()).toHaveLength(1);
});

test('it is in the log when a deployment with it comes to a stage that caches', async () => {
  await patch('/cacheClusterEnabled', 'true');
  await patch('/*/*/caching/enabled', 'true');
  expect(warnings()).toEqual([]);
  await putMethod('GET');
  await deploy();
  expect(warnings()).toHaveLength(1);
  expect(warnings()[0]).toContain('cache-key-without-path: GET /{id}');
});

test('it is among the diagnostics of a deployment while a stage caches that', async () => {
  const deploymentId = await deploy();
  const diagnostics = async () => {
    const target = `/_tollgate/v1/restapis/${restApiId}/deployments/${deploymentId}/diagnostics`;
    const body = (await (await plane.signedFetch(target)).json()) as { diagnostics: object[] };
    return body.diagnostics;
  };
  expect(await diagnostics()).toEqual([]);
  await cachePost();
  await patch('/cacheClusterEnabled', 'true');
  expect(await diagnostics()).toMatchObject([
    { code: 'cache-key-without-path', severity: 'warning', at: 'POST /{id}' },
  ]);
  await deploy();
  expect(await diagnostics()).toEqual([]);
});
