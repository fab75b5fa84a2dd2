import { waitFor } from '#libs/testing';
import { startInstallation, type Installation } from '../support/installation.js';
import { createAnsweringApi } from '../support/websocket-api.js';
import { killAtRandom, type Victim } from './support/kill-at-random.js';
import { connect, sendMessages, type UseTally } from './support/message-load.js';
import { meteredApi, type MeteredKey } from './support/metered-api.js';

// Messages of several uses each, whose quota is shared by gateways that are killed.
const size =
  process.env['TOLLGATE_TEST_LONG'] === '1' ? { quota: 30_000, kills: 20 } : { quota: 4_000, kills: 4 };
const clients = 6;
const killEveryMs = 2_000;

let tollgate: Installation;
let apiId: string;
beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2 });
  apiId = await createAnsweringApi(tollgate.clientV2, { connect: { ApiKeyRequired: true } });
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
});

const ports = () => tollgate.gateways.map(({ httpPort }) => httpPort);

/** Goes on until every handshake is refused and the report says that nothing is left. */
async function untilUsedUp(key: MeteredKey, tally: UseTally): Promise<void> {
  await waitFor(
    async () => {
      let refused = 0;
      for (let times = 0; times < 16; times++) {
        const opened = await connect({ apiId, keyValue: key.value }, ports()[times % 2]!);
        if (opened === 'refused') refused += 1;
        else if (opened === 'broken') tally.broken += 1;
        else {
          tally.passed += 1;
          opened.socket.destroy();
        }
      }
      return refused === 16 && (await key.usedToday())[1] === 0;
    },
    { timeoutMs: 120_000, intervalMs: 50, describe: `the quota to be used up: ${JSON.stringify(tally)}` },
  );
}

test('nothing killed: as many uses pass as are allowed, and the report says so', async () => {
  const quota = 400;
  const key = await meteredApi(tollgate.client, apiId, 'dev').addKey(quota);
  let isUsedUp = false;
  const load = { apiId, keyValue: key.value, ports: ports(), clients, pauseMs: 1, isOver: () => isUsedUp };
  const sending = sendMessages(load);
  await waitFor(async () => (await key.usedToday())[1]! <= 3, { timeoutMs: 60_000 });
  isUsedUp = true;
  const tally = await sending;
  await untilUsedUp(key, tally);
  expect(tally).toMatchObject({ passed: quota, broken: 0 });
  expect(await key.usedToday()).toEqual([quota, 0]);
}, 180_000);

test(
  `a random process killed every 2 s: of ${size.quota} uses never one more passes, each is used in the end, and the report says so`,
  async () => {
    const key = await meteredApi(tollgate.client, apiId, 'dev').addKey(size.quota);
    const { postgres } = tollgate;
    const database: Victim = {
      name: 'postgres',
      kill: () => postgres.kill(),
      start: () => postgres.start(),
    };
    const killer = killAtRandom([...tollgate.parts, database], killEveryMs);
    const isOver = (): boolean => killer.killed.length >= size.kills;
    const at = { apiId, keyValue: key.value, ports: ports() };
    const tally = await sendMessages({ ...at, clients, pauseMs: 40, isOver });
    await killer.stop();
    const what = `killed: ${killer.killed.join(', ')}; ${JSON.stringify(tally)}`;
    await untilUsedUp(key, tally).catch((error: Error) => {
      throw new Error(`${error.message}; ${what}`);
    });
    expect(await key.usedToday()).toEqual([size.quota, 0]);
    expect({ what, tooMany: Math.max(0, tally.passed - size.quota) }).toEqual({ what, tooMany: 0 });
    // A message whose connection broke may be among those counted.
    expect(tally.passed + tally.broken).toBeGreaterThanOrEqual(size.quota);
  },
  size.kills * 30_000 + 240_000,
);
