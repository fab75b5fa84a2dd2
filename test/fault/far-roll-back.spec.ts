import { GetDeploymentsCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockBody, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

let tollgate: Installation;
beforeAll(async () => {
  tollgate = await startInstallation({
    gateways: 2,
    // Live on return, however long a slow machine takes.
    env: { TOLLGATE_KEPT_SNAPSHOTS: '1' },
  });
});
afterAll(() => tollgate?.close());

test('a roll-back to a deployment that no gateway has kept is live on return, also for a gateway that was away, and no request falls between', async () => {
  const { client } = tollgate;
  const { restApiId, rootId: resourceId } = await createApi(client, 'far back');
  await putMockMethod(client, { restApiId, resourceId, body: 'one' });
  await deploy(client, restApiId, 'dev');
  const [first] = (await client.send(new GetDeploymentsCommand({ restApiId }))).items ?? [];
  for (const body of ['two', 'three', 'four']) {
    await putMockBody(client, { restApiId, resourceId, body });
    await deploy(client, restApiId, 'dev');
  }
  const bodyAt = async (gateway: number) => (await tollgate.invoke(restApiId, '/dev/', { gateway })).text();
  const seen = new Set<string>();
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) seen.add(await bodyAt(0));
  })();

  await tollgate.gateways[1]!.kill();
  const patchOperations = [{ op: 'replace' as const, path: '/deploymentId', value: first?.id ?? '' }];
  await client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }));
  expect(await bodyAt(0)).toBe('one');
  isStopped = true;
  await watching;
  expect([...seen].filter((body) => body !== 'four' && body !== 'one')).toEqual([]);

  // Both from their disks alone: the roll-back where it was made, the state of before where it was not heard
  // of.
  await tollgate.controlPlane.kill();
  await tollgate.gateways[0]!.kill();
  await Promise.all(tollgate.gateways.map((gateway) => gateway.start()));
  expect([await bodyAt(0), await bodyAt(1)]).toEqual(['one', 'four']);
  await tollgate.controlPlane.start();
  await putMockBody(client, { restApiId, resourceId, body: 'five' });
  await deploy(client, restApiId, 'dev');
  await waitFor(async () => (await bodyAt(0)) === 'five' && (await bodyAt(1)) === 'five', {
    timeoutMs: 60_000,
    describe: 'both gateways to come back',
  });
}, 180_000);
