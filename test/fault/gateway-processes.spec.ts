import { waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';
import { sendKeyedLoad, type Tally } from './support/keyed-load.js';
import { killAtRandom, type Victim } from './support/kill-at-random.js';
import { createMeteredApi, type MeteredApi, type MeteredKey } from './support/metered-api.js';

const processes = 2;
const clients = 8;
let tollgate: Installation;
let api: MeteredApi;

beforeAll(async () => {
  tollgate = await startInstallation({ env: { TOLLGATE_GATEWAY_PROCESSES: String(processes) } });
  api = await createMeteredApi(tollgate.client);
}, 180_000);
afterAll(() => tollgate?.close());

const primary = () => tollgate.gateways[0]!;

/** Process ids by place; null where none serves just now. */
async function pids(): Promise<(number | null)[]> {
  const response = await fetch(`http://127.0.0.1:${primary().adminPort}/_tollgate/status`);
  const status = (await response.json()) as { processes: ({ pid: number; draining: boolean } | null)[] };
  return status.processes.map((state) => (state === null || state.draining ? null : state.pid));
}

/** Waits until other processes than these serve in the places. */
const areReplaced = (before: readonly (number | null)[], places: readonly number[]) =>
  waitFor(
    async () => {
      const now = await pids();
      return now.every((pid) => pid !== null) && places.every((place) => now[place] !== before[place]);
    },
    { timeoutMs: 60_000, describe: `processes ${places.join(', ')} are replaced` },
  );

const load = async (key: MeteredKey, requests: number, spreadMs: number): Promise<Tally> => {
  const how = { ports: [primary().httpPort], keys: [key], clients, requests, spreadMs };
  return (await sendKeyedLoad(how)).get(key.value)!;
};

/**
 * Goes on until the report says that the quota is used up and a last round of requests is refused as a whole.
 */
async function untilUsedUp(key: MeteredKey, tally: Tally): Promise<Tally> {
  await waitFor(
    async () => {
      const last = await load(key, 32, 0);
      tally.passed += last.passed;
      tally.broken += last.broken;
      return last.refused === 32 && (await key.usedToday())[1] === 0;
    },
    { timeoutMs: 60_000, intervalMs: 50, describe: `the quota to be used up: ${JSON.stringify(tally)}` },
  );
  return tally;
}

test('both processes serve, and each has a journal and permits of its own', async () => {
  const quota = 400;
  const key = await api.addKey(quota);
  const tally = await load(key, 1000, 0);
  expect((await untilUsedUp(key, tally)).passed).toBe(quota);
  expect(tally.broken).toBe(0);
  expect(await key.usedToday()).toEqual([quota, 0]);
  const free = await api.addKey(null);
  expect((await load(free, 200, 0)).passed).toBe(200);
  await waitFor(async () => {
    const response = await fetch(`http://127.0.0.1:${primary().adminPort}/_tollgate/status`);
    const status = (await response.json()) as {
      processes: { usage: { sender: string; watermark: number } }[];
    };
    const senders = status.processes
      .filter(({ usage }) => usage.watermark > 0)
      .map(({ usage }) => usage.sender);
    return new Set(senders).size === processes;
  });
}, 180_000);

test('a rolling restart under load: no request fails, and the quota is exact', async () => {
  const quota = 1500;
  const key = await api.addKey(quota);
  const before = await pids();
  const loading = load(key, 3000, 20_000);
  process.kill(primary().pid!, 'SIGHUP');
  await areReplaced(before, [0, 1]);
  const tally = await loading;
  expect(tally.broken).toBe(0);
  expect((await untilUsedUp(key, tally)).passed).toBe(quota);
  expect(tally.broken).toBe(0);
  expect(await key.usedToday()).toEqual([quota, 0]);
}, 180_000);

test('processes are killed under load: never more than the quota passes, all of it is used, and the report says so', async () => {
  const quota = 1500;
  const key = await api.addKey(quota);
  const victims = [0, 1].map((place): Victim => {
    let before: (number | null)[] = [];
    return {
      name: `process ${place}`,
      kill: async () => {
        before = await pids();
        if (before[place]) process.kill(before[place], 'SIGKILL');
      },
      start: () => areReplaced(before, [place]).then(() => undefined),
    };
  });
  const killer = killAtRandom(victims, 2000);
  const tally = await load(key, 6000, 14_000);
  await killer.stop();
  expect(killer.killed.length).toBeGreaterThan(2);
  await untilUsedUp(key, tally);
  expect(await key.usedToday()).toEqual([quota, 0]);
  expect(tally.passed).toBeLessThanOrEqual(quota);
  expect(tally.passed + tally.broken).toBeGreaterThanOrEqual(quota);
}, 180_000);

test('connections on their way to a process that dies are served by another', async () => {
  const [first] = await pids();
  const before = await pids();
  // It stands still and takes nothing, then it is gone: half of the new connections were given to it.
  process.kill(first!, 'SIGSTOP');
  const responses = Array.from({ length: 20 }, () =>
    fetch(`http://127.0.0.1:${primary().httpPort}${api.path}`, { headers: { connection: 'close' } }),
  );
  await Promise.race(responses);
  process.kill(first!, 'SIGKILL');
  expect((await Promise.all(responses)).map(({ status }) => status)).toEqual(Array(20).fill(403));
  await areReplaced(before, [0]);
}, 180_000);
