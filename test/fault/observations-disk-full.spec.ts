import { join } from 'node:path';
import { freePort, waitFor } from '#libs/testing';
import { gatewayToken, startInstallation, type Installation } from '../support/installation.js';
import { createPart, type Part } from '../support/part.js';
import { canMountSmallDisk, mountSmallDisk, type SmallDisk } from '../support/small-disk.js';
import { createLoggedApi } from './support/logged-api.js';

// Only root may mount a disk that is small enough to fill; spool.spec.ts shows the same on one that refuses.
const testWithSmallDisk = canMountSmallDisk() ? test : test.skip;

let tollgate: Installation;
let disk: SmallDisk | null;
let gateway: Part;
let port: number;
let adminPort: number;
beforeAll(async () => {
  disk = mountSmallDisk(32);
  if (!disk) return;
  tollgate = await startInstallation({ gateways: 0 });
  [port, adminPort] = [await freePort(), await freePort()];
  gateway = createPart({
    name: 'gateway',
    main: 'dist/apps/gateway/src/main.js',
    env: {
      TOLLGATE_GATEWAY_TOKEN: gatewayToken,
      TOLLGATE_CONTROL_PLANE_URL: tollgate.controlPlaneUrl,
      TOLLGATE_DATA_DIR: join(disk.folder, 'data'),
      TOLLGATE_GATEWAY_HTTP_PORT: String(port),
      TOLLGATE_GATEWAY_HTTPS_PORT: String(await freePort()),
      TOLLGATE_GATEWAY_ADMIN_PORT: String(adminPort),
    },
    ready: () => fetch(`http://127.0.0.1:${port}/_tollgate/ready`).then(({ ok }) => ok, () => false), // prettier-ignore
  });
  await gateway.start();
}, 180_000);
afterAll(async () => {
  await gateway?.kill();
  disk?.close();
  await tollgate?.close();
});

interface LogsOnTheirWay {
  readonly waiting: number;
  readonly bytesInMemory: number;
  readonly dropped: number;
}

async function logsOnTheirWay(): Promise<LogsOnTheirWay> {
  const response = await fetch(`http://127.0.0.1:${adminPort}/_tollgate/status`);
  return ((await response.json()) as { observations: { logs: LogsOnTheirWay } }).observations.logs;
}

testWithSmallDisk(
  'on a full disk requests go on, and their lines are logged from memory, now and when the control plane is back',
  async () => {
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
    disk!.fill();
    const ids = await callTimes(50);
    await areLoggedOnce(ids);
    expect(gateway.output()).toContain('logs and metrics cannot be written to disk');

    await tollgate.controlPlane.kill();
    ids.push(...(await callTimes(50)));
    await waitFor(
      async () => {
        // Whatever was sent meanwhile has left room behind.
        disk!.fill();
        ids.push(...(await callTimes(1)));
        return (await logsOnTheirWay()).bytesInMemory > 0;
      },
      { describe: 'lines in memory', intervalMs: 500 },
    );
    await tollgate.controlPlane.start();
    await areLoggedOnce(ids);
    expect((await logsOnTheirWay()).dropped).toBe(0);

    disk!.free();
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
