import {
  CreateDeploymentCommand,
  FlushStageAuthorizersCacheCommand,
  FlushStageCacheCommand,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

describe.each([
  ['FlushStageCache', FlushStageCacheCommand],
  ['FlushStageAuthorizersCache', FlushStageAuthorizersCacheCommand],
])('%s', (_, Command) => {
  const flush = (restApiId: string, stageName: string) =>
    plane.client.send(new Command({ restApiId, stageName }));

  test('202: a stage that is there', async () => {
    const { id: restApiId } = await seedRestApi(plane);
    await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
    expect((await flush(restApiId, 'dev')).$metadata.httpStatusCode).toBe(202);
  });

  test('404: an unknown stage, an unknown API', async () => {
    const { id } = await seedRestApi(plane);
    for (const restApiId of [id, 'nope']) {
      expect(await refusalOf(flush(restApiId, 'dev'))).toBe(
        '404 NotFoundException: Invalid stage identifier specified',
      );
    }
  });
});
