import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

let tollgate: Installation;
beforeAll(async () => {
  tollgate = await startInstallation();
});
afterAll(() => tollgate?.close());

test('a gateway serves its last good snapshot with everything else stopped, also after its own SIGKILL and restart', async () => {
  const { restApiId, rootId } = await createApi(tollgate.client, 'last-good');
  await putMockMethod(tollgate.client, { restApiId, resourceId: rootId, body: 'still here' });
  await deploy(tollgate.client, restApiId, 'dev');

  await tollgate.worker.kill();
  await tollgate.controlPlane.kill();
  await tollgate.postgres.kill();
  expect(await (await tollgate.invoke(restApiId, '/dev/')).text()).toBe('still here');

  const [gateway] = tollgate.gateways;
  await gateway?.kill();
  await gateway?.start();
  expect(await (await tollgate.invoke(restApiId, '/dev/')).text()).toBe('still here');
});
