import { UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import {
  startGatewayOnSmallDisk,
  testWithSmallDisk,
  type GatewayOnSmallDisk,
} from './support/gateway-on-small-disk.js';

let tollgate: Installation;
let small: GatewayOnSmallDisk | undefined;
beforeAll(async () => {
  // No call waits for a gateway that cannot keep what was changed.
  tollgate = await startInstallation({ gateways: 0, env: { TOLLGATE_DEPLOY_WAIT_MS: '0' } });
}, 180_000);
afterAll(async () => {
  await small?.close();
  await tollgate?.close();
});

/** More than the faults within a minute after which a gateway ends itself. */
const failedTries = 8;

testWithSmallDisk(
  'what a full disk does not take is served all the same, tried again, and stored when there is room: by the same process',
  async () => {
    const { client } = tollgate;
    const { restApiId, rootId } = await createApi(client, 'full-disk');
    await putMockMethod(client, { restApiId, resourceId: rootId, body: '$stageVariables.text' });
    await deploy(client, restApiId, 'dev');
    const setText = async (value: string): Promise<void> => {
      const patchOperations = [{ op: 'replace' as const, path: '/variables/text', value }];
      await client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }));
    };
    await setText('before');
    const { gateway, disk, port, status } = (small = await startGatewayOnSmallDisk(tollgate));
    const served = async (): Promise<string> => {
      const response = await fetch(`http://127.0.0.1:${port}/_aws/execute-api/${restApiId}/dev/`);
      return response.text();
    };
    const isServed = async (text: string): Promise<void> => {
      await waitFor(async () => (await served()) === text, { describe: `${text} to be served` });
    };
    await isServed('before');
    const { pid } = gateway;
    const storedUpTo = async (): Promise<number> => ((await status()) as { appliedSeq: number }).appliedSeq;
    const before = await storedUpTo();

    disk.fill();
    // Longer than the room that pages on disk have left.
    const names = Array.from({ length: 64 }, (_, index) => `long${index}`);
    const long = names.map((name) => ({ op: 'replace' as const, path: `/variables/${name}`, value: 'x'.repeat(500) })); // prettier-ignore
    await client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations: long }));
    await setText('after');
    const triesIn = (): number => gateway.output().split('No space left on device: Attempting').length - 1;
    await waitFor(() => triesIn() >= failedTries, { describe: 'tries to store it', timeoutMs: 120_000 });
    expect(await served()).toBe('after');
    await gateway.says('the feed cannot be followed; serving what is here');
    expect(gateway.output()).not.toContain('a rejection was not handled');

    expect(await storedUpTo()).toBe(before);
    disk.free();
    await waitFor(async () => (await storedUpTo()) > before, { describe: 'what was changed to be stored' });
    expect([gateway.running, gateway.pid]).toEqual([true, pid]);
    // What is on disk is what a new process serves by itself.
    await tollgate.controlPlane.kill();
    await gateway.kill();
    await gateway.start();
    expect(await served()).toBe('after');
  },
  300_000,
);
