import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockBody, putMockMethod } from '../support/definitions.js';
import { witnessFeed } from '../support/feed-witness.js';
import { gatewayToken, startInstallation, type Installation } from '../support/installation.js';

let tollgate: Installation;
beforeAll(async () => {
  tollgate = await startInstallation();
});
afterAll(() => tollgate?.close());

test('a deployment whose worker was killed midway goes live once, not twice', async () => {
  const { restApiId, rootId } = await createApi(tollgate.client, 'midway');
  const version = (n: number): { restApiId: string; resourceId: string; body: string } => ({
    restApiId,
    resourceId: rootId,
    body: `${n}`,
  });
  await putMockMethod(tollgate.client, version(0));
  await deploy(tollgate.client, restApiId, 'dev');
  const witness = witnessFeed(tollgate.controlPlaneUrl, gatewayToken);
  const moves = (): readonly string[] =>
    witness.changes
      .filter((change) => change.kind === 'stage' && change.name === `${restApiId}/dev`)
      .map((change) => (JSON.parse(change.body ?? '{}') as { deploymentId: string }).deploymentId);
  const deployments: string[] = [];

  // The delays spread the kills over the life of the job: before it is taken, while it compiles, while it
  // publishes, after.
  for (const [n, delayMs] of [0, 3, 6, 12, 30].entries()) {
    await putMockBody(tollgate.client, version(n + 1));
    const deploying = deploy(tollgate.client, restApiId, 'dev');
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await tollgate.worker.kill();
    await tollgate.worker.start();
    deployments.push(await deploying);
    await waitFor(async () => (await (await tollgate.invoke(restApiId, '/dev/')).text()) === `${n + 1}`, {
      timeoutMs: 60_000,
      describe: `deployment ${n + 1} to be live after its worker was killed ${delayMs} ms into it`,
    });
    // The feed has the newest version of each document only: the next deployment must not overtake a slow
    // witness.
    await waitFor(() => moves().includes(deployments.at(-1) ?? ''), {
      describe: `the witness to have heard of deployment ${n + 1}`,
    });
  }

  await witness.stop();
  for (const deployment of deployments) expect(moves().filter((move) => move === deployment)).toHaveLength(1);
}, 180_000);
