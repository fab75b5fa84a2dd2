import { join } from 'node:path';
import { freePort, waitFor } from '#libs/testing';
import { gatewayToken, startInstallation, type Installation } from '../support/installation.js';
import { createPart, type Part } from '../support/part.js';
import { canMountSmallDisk, mountSmallDisk, type SmallDisk } from '../support/small-disk.js';
import { sendKeyedLoad, type Tally } from './support/keyed-load.js';
import { createMeteredApi, type MeteredApi, type MeteredKey } from './support/metered-api.js';

// Only root may mount a disk that is small enough to fill; journal.spec.ts shows the same policies on a disk
// that refuses for other reasons.
const testWithSmallDisk = canMountSmallDisk() ? test : test.skip;

let tollgate: Installation;
let api: MeteredApi;
const open: { gateway: Part; disk: SmallDisk }[] = [];
beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 0 });
  api = await createMeteredApi(tollgate.client);
}, 180_000);
afterAll(async () => {
  for (const { gateway } of open) await gateway.kill();
  for (const { disk } of open) disk.close();
  await tollgate?.close();
});

/** A gateway whose data folder, journal and documents alike, lies on a disk of its own. */
async function startGateway(whenFull: 'pass' | 'refuse') {
  const disk = mountSmallDisk(32);
  if (!disk) throw new Error('the small disk was not mounted');
  const [port, adminPort] = [await freePort(), await freePort()];
  const gateway = createPart({
    name: `gateway-${whenFull}`,
    main: 'dist/apps/gateway/src/main.js',
    env: {
      TOLLGATE_GATEWAY_TOKEN: gatewayToken,
      TOLLGATE_CONTROL_PLANE_URL: tollgate.controlPlaneUrl,
      TOLLGATE_DATA_DIR: join(disk.folder, 'data'),
      TOLLGATE_GATEWAY_NAME: `gateway-${whenFull}`,
      TOLLGATE_GATEWAY_HTTP_PORT: String(port),
      TOLLGATE_GATEWAY_HTTPS_PORT: String(await freePort()),
      TOLLGATE_GATEWAY_ADMIN_PORT: String(adminPort),
      TOLLGATE_JOURNAL_WHEN_FULL: whenFull,
    },
    ready: () => fetch(`http://127.0.0.1:${port}/_tollgate/ready`).then(({ ok }) => ok, () => false), // prettier-ignore
  });
  open.push({ gateway, disk });
  await gateway.start();
  const load = async (key: MeteredKey, requests: number, spreadMs = 0): Promise<Tally> => {
    const how = { ports: [port], path: api.path, keys: [key.value], clients: 8, requests, spreadMs };
    return (await sendKeyedLoad(how)).get(key.value)!;
  };
  /** The log's word for it may be an old one: a file that is counted and removed makes room for a moment. */
  const isOnDiskAgain = async (): Promise<boolean> => {
    const response = await fetch(`http://127.0.0.1:${adminPort}/_tollgate/status`);
    return (
      ((await response.json()) as { usage: { journalTroubled: boolean } }).usage.journalTroubled === false
    );
  };
  return { gateway, disk, load, isOnDiskAgain };
}

const isReported = async (key: MeteredKey, used: number) => {
  let seen: number | undefined;
  const asExpected = async () => (seen = (await key.usedToday())[0]) === used;
  await waitFor(asExpected, { describe: `${used} in the report` }).catch((error: Error) => {
    throw new Error(`${error.message}; it says ${seen}`, { cause: error });
  });
};

/** Every frame is larger than what may be left of the journal's last page, once a page is full of them. */
const untilFull = async (gateway: Part, once: () => Promise<Tally>): Promise<number> => {
  let passed = 0;
  await waitFor(async () => {
    passed += (await once()).passed;
    return gateway.output().includes('the journal cannot be written');
  });
  return passed;
};

describe('the disk is full', () => {
  testWithSmallDisk(
    'pass: requests go on and are all in the report, the log has an error; with room again the journal survives a kill',
    async () => {
      const { gateway, disk, load, isOnDiskAgain } = await startGateway('pass');
      const [capped, uncapped] = [await api.addKey(500), await api.addKey(null)];
      let passed = (await load(uncapped, 100)).passed;
      disk.fill();
      passed += await untilFull(gateway, () => load(uncapped, 50));
      expect(gateway.output()).toContain('ENOSPC');
      const during = await load(uncapped, 2000);
      expect(during).toMatchObject({ passed: 2000, refused: 0, broken: 0 });
      passed += during.passed;
      await isReported(uncapped, passed);
      // The quota is exact all the same.
      expect((await load(capped, 700)).passed).toBe(500);
      await isReported(capped, 500);

      disk.free();
      await waitFor(async () => {
        passed += (await load(uncapped, 1)).passed;
        return isOnDiskAgain();
      });
      expect(gateway.output()).toContain('the journal is written to disk again');
      // What was in memory is no longer there alone.
      await isReported(uncapped, passed);
      await tollgate.controlPlane.kill();
      passed += (await load(uncapped, 300)).passed;
      await gateway.kill();
      await tollgate.controlPlane.start();
      await gateway.start();
      await isReported(uncapped, passed);
    },
    120_000,
  );

  testWithSmallDisk(
    'refuse: but for one a second that tries the disk nothing passes; with room again all does, and the report says what passed',
    async () => {
      const { gateway, disk, load, isOnDiskAgain } = await startGateway('refuse');
      const key = await api.addKey(null);
      let passed = (await load(key, 100)).passed;
      await isReported(key, passed);
      // Each journal file that is counted makes room for another; so nothing is counted meanwhile.
      await tollgate.controlPlane.kill();
      disk.fill();
      passed += await untilFull(gateway, () => load(key, 50));
      const startedMs = performance.now();
      const during = await load(key, 500, 3000);
      const seconds = (performance.now() - startedMs) / 1000;
      passed += during.passed;
      expect(during).toMatchObject({ sent: 500, broken: 0 });
      // Those of one turn of the loop try the disk together, and each client has one request under way.
      expect(during.passed).toBeLessThanOrEqual(8 * Math.ceil(seconds + 1));
      expect(during.refused).toBe(500 - during.passed);
      disk.free();
      await waitFor(async () => {
        passed += (await load(key, 1)).passed;
        return isOnDiskAgain();
      });
      const after = await load(key, 300);
      await tollgate.controlPlane.start();
      expect(after.passed).toBe(300);
      await isReported(key, passed + after.passed);
    },
    120_000,
  );
});
