import { query } from '../database/statements.js';
import { UsageRows0009 } from '../../../../migrations/0009-usage-rows.js';
import type { Database } from '../database/database.js';
import { createMigratedDatabase, type MigratedDatabase } from '../testing/migrated-database.js';
import { quotaLeases } from './quota-leases.js';
import { usageHours } from './usage-hours.js';

let migrated: MigratedDatabase;
let database: Database;
beforeAll(async () => {
  migrated = await createMigratedDatabase(new UsageRows0009());
  database = migrated.database;
});
afterAll(() => migrated.drop());

const hours = () =>
  database.read((uow) =>
    usageHours.list(uow, { usagePlanId: 'plan01', day: '2026-11-21', keyId: null }, null, 10),
  );

test('hours and leases of before the rows were merged are there after it, and after going back and forth', async () => {
  await migrated.migrate('down');
  await database.write(async (uow) => {
    await query(
      uow,
      `INSERT INTO usage_daily VALUES ('plan01', 'key1', '2026-11-21', 12, 88), ('plan01', 'key2', '2026-11-21', 0, 5)`,
    );
    await query(
      uow,
      `INSERT INTO usage_hourly VALUES ('plan01', 'key1', '2026-11-21', 0, 5), ('plan01', 'key1', '2026-11-21', 23, 7)`,
    );
    await query(
      uow,
      `INSERT INTO metering_senders (gateway_id, incarnation, last_answer) VALUES ('one', 'a', '{"exchange": 1}'), ('other', 'b', NULL)`,
    );
    await query(
      uow,
      `INSERT INTO quota_states (usage_plan_id, key_id, period_start, period_end, used, held) VALUES ('plan01', 'key1', '2026-11-01', '2026-12-01', 12, 9)`,
    );
    await query(
      uow,
      `INSERT INTO quota_leases VALUES ('one', 'plan01', 'key1', '2026-11-01', 4), ('other', 'plan01', 'key1', '2026-11-01', 5)`,
    );
  });
  for (const direction of ['up', 'down', 'up'] as const) await migrated.migrate(direction);
  expect((await hours()).map(({ keyId, hour, used }) => [keyId, hour, used])).toEqual([
    ['key1', 0, 5],
    ['key1', 23, 7],
  ]);
  const holdings = await database.read((uow) => quotaLeases.list(uow));
  expect(holdings.map(({ gatewayId, held }) => [gatewayId, held])).toEqual([
    ['one', 4],
    ['other', 5],
  ]);
});
