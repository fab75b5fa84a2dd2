import { query } from '../database/statements.js';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import { usage } from './usage.js';
import { usageHours } from './usage-hours.js';
import { usagePartitions } from './usage-partitions.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 2, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const use = { usagePlanId: 'plan01', keyId: 'key0000001', used: 3 };
const window = { startDay: '2020-01-01', endDay: '2030-01-01' };
const report = () => database.read((uow) => usage.days(uow, use.usagePlanId, [use.keyId], window));
const partitionOf = async (day: string) => {
  const rows = await database.read((uow) =>
    query<{ name: string }>(uow, `SELECT tableoid::regclass::text AS name FROM usage_daily WHERE day = $1`, [
      day,
    ]),
  );
  return rows[0]?.name;
};

test('usage of a month without a partition is kept, and moves into the partition when it is made', async () => {
  const add = (day: string) =>
    database.write((uow) => usage.add(uow, [{ ...use, day, hour: 0, remaining: null }]));
  for (const day of ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01']) await add(day);
  expect(await partitionOf('2026-11-30')).toBe('usage_daily_default');
  await Promise.all([1, 2].map(() => database.write((uow) => usagePartitions.make(uow, '2026-11-15'))));
  expect(await Promise.all(['2026-11-01', '2026-11-30'].map(partitionOf))).toEqual([
    'usage_daily_202611',
    'usage_daily_202611',
  ]);
  expect(await partitionOf('2026-12-01')).toBe('usage_daily_default');
  await add('2026-11-30');
  expect((await report()).map(({ day, used }) => [day, used])).toEqual([
    ['2026-10-31', 3],
    ['2026-11-01', 3],
    ['2026-11-30', 6],
    ['2026-12-01', 3],
  ]);
});

test('months before the one that is named are forgotten, whether or not they had a partition', async () => {
  await database.write((uow) => usagePartitions.make(uow, '2026-12-15'));
  const dropped = await database.write((uow) => usagePartitions.dropBefore(uow, '2026-12-20'));
  expect(dropped).toEqual(['usage_daily_202611']);
  expect((await report()).map(({ day }) => day)).toEqual(['2026-12-01']);
});

test('the hours of a month are forgotten and its days stay; what is reported late for it is counted', async () => {
  const counted = { ...use, day: '2025-01-31', hour: 23, remaining: 7 };
  await database.write((uow) => usagePartitions.make(uow, '2025-01-01'));
  await database.write((uow) => usage.add(uow, [counted, { ...counted, hour: 3 }]));
  const hours = () =>
    database
      .read((uow) => usageHours.list(uow, { ...counted, keyId: null }, null, 10))
      .then((rows) => rows.map(({ hour, used }) => [hour, used]));
  expect(await hours()).toEqual([
    [3, 3],
    [23, 3],
  ]);
  const drop = (day: string) => database.write((uow) => usagePartitions.dropHoursBefore(uow, day));
  expect(await drop('2025-01-31')).toBeNull();
  expect(await Promise.all([drop('2025-02-01'), drop('2025-02-01')])).toEqual(
    expect.arrayContaining(['usage_daily_202501', null]),
  );
  expect(await hours()).toEqual([]);
  await database.write((uow) => usage.add(uow, [counted]));
  expect(await hours()).toEqual([[23, 3]]);
  expect((await report()).find(({ day }) => day === counted.day)).toMatchObject({ used: 9, remaining: 7 });
  expect(await partitionOf(counted.day)).toBe('usage_daily_202501');
});
