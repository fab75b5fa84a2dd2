import { waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';
import type { Part } from '../support/part.js';
import {
  startGatewayOnSmallDisk,
  testWithSmallDisk,
  type GatewayOnSmallDisk,
} from './support/gateway-on-small-disk.js';
import { sendKeyedLoad, type Tally } from './support/keyed-load.js';
import { createMeteredApi, type MeteredApi, type MeteredKey } from './support/metered-api.js';

let tollgate: Installation;
let api: MeteredApi;
const open: GatewayOnSmallDisk[] = [];
beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 0 });
  api = await createMeteredApi(tollgate.client);
}, 180_000);
afterAll(async () => {
  for (const gateway of open) await gateway.close();
  await tollgate?.close();
});

async function startGateway(whenFull: 'pass' | 'refuse') {
  const small = await startGatewayOnSmallDisk(tollgate, {
    TOLLGATE_GATEWAY_NAME: `gateway-${whenFull}`,
    TOLLGATE_JOURNAL_WHEN_FULL: whenFull,
  });
  open.push(small);
  const load = async (key: MeteredKey, requests: number, spreadMs = 0): Promise<Tally> => {
    const how = { ports: [small.port], keys: [key], clients: 8, requests, spreadMs };
    return (await sendKeyedLoad(how)).get(key.value)!;
  };
  /** The log's word for it may be an old one: a file that is counted and removed makes room for a moment. */
  const isOnDiskAgain = async (): Promise<boolean> =>
    ((await small.status()) as { usage: { journalTroubled: boolean } }).usage.journalTroubled === false;
  return { gateway: small.gateway, disk: small.disk, load, isOnDiskAgain };
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
      await gateway.says('ENOSPC');
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
      await gateway.says('the journal is written to disk again');
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
