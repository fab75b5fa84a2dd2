import { waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';
import {
  startGatewayOnSmallDisk,
  testWithSmallDisk,
  type GatewayOnSmallDisk,
} from './support/gateway-on-small-disk.js';
import { createLoggedApi } from './support/logged-api.js';

let tollgate: Installation;
let small: GatewayOnSmallDisk | undefined;
beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 0 });
}, 180_000);
afterAll(async () => {
  await small?.close();
  await tollgate?.close();
});

interface LogsOnTheirWay {
  readonly waiting: number;
  readonly bytesInMemory: number;
  readonly dropped: number;
}

testWithSmallDisk(
  'on a full disk requests go on, and their lines are logged from memory, now and when the control plane is back',
  async () => {
    const { gateway, disk, port, status } = (small = await startGatewayOnSmallDisk(tollgate));
    const logsOnTheirWay = async (): Promise<LogsOnTheirWay> =>
      ((await status()) as { observations: { logs: LogsOnTheirWay } }).observations.logs;
    const api = await createLoggedApi(tollgate, 'full-disk');
    const callTimes = async (times: number): Promise<string[]> => {
      const ids: string[] = [];
      for (let index = 0; index < times; index++) {
        const response = await fetch(`http://127.0.0.1:${port}/_aws/execute-api/${api.restApiId}${api.path}`);
        expect(response.status).toBe(200);
        await response.arrayBuffer();
        ids.push(response.headers.get('x-amzn-requestid')!);
      }
      return ids;
    };
    const areLoggedOnce = async (ids: readonly string[]) => {
      const isThere = async () => (await api.loggedRequestIds()).length >= ids.length;
      await waitFor(isThere, { describe: 'the lines in the log', timeoutMs: 120_000 });
      expect((await api.loggedRequestIds()).toSorted()).toEqual(ids.toSorted());
    };
    disk.fill();
    const ids = await callTimes(50);
    await areLoggedOnce(ids);
    await gateway.says('logs and metrics cannot be written to disk');

    await tollgate.controlPlane.kill();
    ids.push(...(await callTimes(50)));
    await waitFor(
      async () => {
        // Whatever was sent meanwhile has left room behind.
        disk.fill();
        ids.push(...(await callTimes(1)));
        return (await logsOnTheirWay()).bytesInMemory > 0;
      },
      { describe: 'lines in memory', intervalMs: 500 },
    );
    await tollgate.controlPlane.start();
    await areLoggedOnce(ids);
    expect((await logsOnTheirWay()).dropped).toBe(0);

    disk.free();
    await waitFor(
      async () => {
        ids.push(...(await callTimes(1)));
        return gateway.output().includes('logs and metrics are written to disk again');
      },
      { describe: 'the disk to be used again', intervalMs: 200 },
    );
    await areLoggedOnce(ids);
  },
  240_000,
);
