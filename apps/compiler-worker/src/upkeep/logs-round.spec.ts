import { logSectionOf } from '#libs/log-events';
import {
  createDatabase,
  logBlocks,
  logGroups,
  logLosses,
  logSlices,
  prepareLogBlocks,
  readStoredLogEvents,
  type Database,
} from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { runRounds } from '../testing/run-rounds.js';
import { logsRound } from './logs-round.js';

let testDatabase: TestDatabase;
let database: Database;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 4, log: silentLogger });
  await database.migrate();
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

const owner = { accountId: '000000000000', region: 'us-east-1' };
const hourMs = 3_750_000;
const now = Date.UTC(2026, 10, 30, 12, 30);

const roundAt = (nowMs: number, logsKeepHours = 24, logsMaxMb = 1000) =>
  runRounds(nowMs, logsRound(database, { logsKeepHours, logsMaxMb }, silentLogger));

async function add(atMs: number, message: string, group = 'g'): Promise<void> {
  const section = logSectionOf({ ...owner, group, stream: 's' }, [{ timestampMs: atMs, message }]);
  const prepared = await prepareLogBlocks([section], Math.max(atMs, now));
  await database.write((uow) => logBlocks.add(uow, prepared, now));
}

const find = (group = 'g') => database.read((uow) => logGroups.find(uow, owner, group));

async function messages(group = 'g'): Promise<string[]> {
  const { id: groupId } = (await find(group))!;
  const all = { streams: null, fromMs: 0, toMs: 1e13, direction: 'forward', beyond: null } as const;
  const { events } = await database.read((uow) =>
    readStoredLogEvents(uow, { groupId, ...all, eventsMax: 100, bytesMax: 1e9 }),
  );
  return events.map(({ message }) => message.slice(0, 10));
}

const slices = async () =>
  (await database.read((uow) => logSlices.list(uow))).map(({ name }) => name.replace('log_blocks_', ''));
const rows = async (where = '') => (await testDatabase.query(`SELECT FROM log_blocks ${where}`)).length;

test('partitions are there before their hours, what came without one moves into its own, and two rounds are as one', async () => {
  await add(now, 'now');
  await add(now - 5 * hourMs, 'earlier');
  await Promise.all([roundAt(now), roundAt(now)]);
  await roundAt(now);
  expect(await slices()).toEqual([
    '2026113007_1',
    '2026113012_1',
    '2026113013_1',
    '2026113014_1',
    '2026113015_1',
  ]);
  expect(await messages()).toEqual(['earlier', 'now']);
  expect((await testDatabase.query('SELECT FROM log_blocks_default')).length).toBe(0);
});

test('what is older than the installation keeps goes, by partition and where there was none', async () => {
  await add(now - 25 * hourMs, 'old');
  await add(now - 23 * hourMs, 'kept');
  await roundAt(now - 3 * hourMs);
  expect(await messages()).toEqual(['old', 'kept']);
  await roundAt(now);
  await add(now - 40 * hourMs, 'late');
  await roundAt(now);
  expect(await messages()).toEqual(['kept']);
  expect(await rows()).toBe(1);
  expect(await database.read((uow) => logLosses.list(uow))).toEqual([]);
});

test('partitions of another length fit in between those that are there', async () => {
  await add(now - 7 * hourMs, 'a');
  await roundAt(now, 24);
  await roundAt(now + 3.5 * hourMs, 1000);
  expect(await slices()).toEqual([
    '2026113005_1',
    '2026113012_1',
    '2026113013_1',
    '2026113014_1',
    '2026113015_1',
    '2026113016_2',
    '2026113018_6',
  ]);
});

test('a group keeps its events for as long as its own retention says', async () => {
  await add(now - 25 * hourMs, 'old');
  await add(now - 25 * hourMs, 'old', 'other');
  await add(now - 23 * hourMs, 'kept');
  await database.write((uow) => logGroups.setRetention(uow, owner, 'g', 1));
  await roundAt(now, 100);
  expect([await messages(), await messages('other')]).toEqual([['kept'], ['old']]);
});

test('the blocks of a group that was removed are taken from the disk', async () => {
  await add(now, 'a');
  await add(now, 'b', 'other');
  await database.write((uow) => logGroups.remove(uow, owner, 'g'));
  await roundAt(now);
  expect(await rows()).toBe(1);
  expect(await messages('other')).toEqual(['b']);
});

/** So much does not get smaller. */
const incompressible = (bytes: number) =>
  Array.from({ length: bytes }, () => String.fromCharCode(33 + Math.random() * 90)).join('');

test('beyond the bound the oldest go first, by hour and then by block, and are counted; groups know what they have', async () => {
  for (const [hoursAgo, name] of [
    [3, 'a'],
    [2, 'b'],
    [1, 'c'],
  ] as const)
    await add(now - hoursAgo * hourMs, `${name}${incompressible(750_000)}`);
  await roundAt(now, 24, 2);
  expect((await messages()).map(([name]) => name)).toEqual(['a', 'b', 'c']);
  const { storedBytes } = (await find())!;
  expect(storedBytes).toBeGreaterThan(1_200_000);
  await roundAt(now, 24, 1);
  expect((await messages()).map(([name]) => name)).toEqual(['c']);
  expect(await database.read((uow) => logLosses.list(uow))).toMatchObject([{ reason: 'no-room', events: 2 }]);

  for (const name of ['d', 'e', 'f']) await add(now, `${name}${incompressible(750_000)}`);
  await roundAt(now, 24, 1);
  expect((await messages()).map(([name]) => name)).toEqual(['f']);
  expect(await database.read((uow) => logLosses.list(uow))).toMatchObject([{ reason: 'no-room', events: 5 }]);
});

test('streams of which nothing is left are forgotten, those that never had an event are not', async () => {
  await add(now - 25 * hourMs, 'old');
  const { id } = (await find())!;
  await testDatabase.query(
    `INSERT INTO log_streams (group_id, name, created_at_ms) VALUES (${id}, 'new', 0)`,
  );
  await roundAt(now);
  expect(await testDatabase.query('SELECT name FROM log_streams')).toEqual([{ name: 'new' }]);
});
