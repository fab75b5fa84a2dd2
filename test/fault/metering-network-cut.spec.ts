import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '#libs/testing';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { sendKeyedLoad, type Tally } from './support/keyed-load.js';
import { createMeteredApi, type MeteredApi, type MeteredKey } from './support/metered-api.js';

const long = process.env['TOLLGATE_TEST_LONG'] === '1';
const cutMs = long ? 60_000 : 5_000;
let tollgate: Installation;
let api: MeteredApi;
let network: CuttableProxy;
beforeAll(async () => {
  tollgate = await startInstallation({
    gateways: 2,
    // Longer than the cut: that nothing passes by policy is what is shown here.
    env: { TOLLGATE_QUOTA_GRACE_MS: '600000' },
    wayForGateways: async (url) => (network = await startCuttableProxy(url)).url,
  });
  api = await createMeteredApi(tollgate.client);
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await network?.close();
});

const load = async (key: MeteredKey, requests: number, spreadMs = 0): Promise<Tally> => {
  const ports = tollgate.gateways.map((gateway) => gateway.httpPort);
  const tallies = await sendKeyedLoad({
    ports,
    keys: [key],
    clients: 8,
    requests,
    spreadMs,
  });
  return tallies.get(key.value)!;
};

test(
  `the network to the control plane is cut for ${cutMs / 1000} s under load: never more than N pass, exactly N after it; without a quota all pass and are in the report`,
  async () => {
    const [capped, uncapped] = [await api.addKey(1000), await api.addKey(null)];
    let passed = (await load(capped, 100)).passed;
    expect(passed).toBe(100);
    network.cut();
    const underWay = Promise.all([load(capped, 600, cutMs), load(uncapped, 600, cutMs)]);
    await delay(cutMs);
    network.restore();
    const [during, free] = await underWay;
    passed += during.passed;
    expect(passed).toBeLessThanOrEqual(1000);
    expect(free).toMatchObject({ sent: 600, passed: 600 });
    await waitFor(
      async () => {
        const more = await load(capped, 200);
        passed += more.passed;
        return more.passed === 0 && (await capped.usedToday())[1] === 0;
      },
      { timeoutMs: 60_000, describe: 'the quota to be used up' },
    );
    expect(passed).toBe(1000);
    expect(await capped.usedToday()).toEqual([1000, 0]);
    await waitFor(async () => (await uncapped.usedToday())[0] === 600);
  },
  cutMs + 120_000,
);
