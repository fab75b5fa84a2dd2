import { readConfig } from '#libs/config';
import { meteringSenders, quotaLeases, quotas, usage } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { openDatabase } from '../testing/open-database.js';
import { compilerWorkerConfig } from '../config.js';
import { runRounds } from '../testing/run-rounds.js';
import { meteringRound } from './metering-round.js';

const { database, testDatabase } = await openDatabase();

const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 21);
function roundAt(atMs: number, settings: Record<string, string> = {}): Promise<void> {
  const config = readConfig({ DATABASE_URL: testDatabase.url, ...settings }, compilerWorkerConfig);
  return runRounds(atMs, meteringRound(database, config, silentLogger));
}
const use = (day: string) => ({
  usagePlanId: 'plan01',
  keyId: 'key0000001',
  day,
  hour: 0,
  used: 1,
  remaining: null,
});

test('a month of usage is forgotten when it is older than the setting says, and not before', async () => {
  const days = ['2026-06-30', '2026-07-01', '2026-11-21', '2027-01-31'];
  for (const day of days) await database.write((uow) => usage.add(uow, [use(day)]));
  const left = async () => {
    const window = { startDay: '2020-01-01', endDay: '2030-01-01' };
    const rows = await database.read((uow) => usage.days(uow, 'plan01', ['key0000001'], window));
    return rows.map(({ day }) => day);
  };
  await Promise.all([roundAt(nowMs), roundAt(nowMs)]);
  expect(await left()).toEqual(days);
  await roundAt(nowMs, { TOLLGATE_USAGE_KEEP_MONTHS: '4' });
  expect(await left()).toEqual(days.slice(1));
  // Partitions of the months that have passed since, with what is in them.
  await roundAt(Date.UTC(2027, 3, 1), { TOLLGATE_USAGE_KEEP_MONTHS: '4' });
  expect(await left()).toEqual(['2027-01-31']);
});

test('permits of a silent gateway are released after the set time only, and never unless it is set', async () => {
  const name = { usagePlanId: 'plan01', keyId: 'key0000001', periodStart: '2026-11-01' };
  const gatewayId = 'gone';
  await database.write(async (uow) => {
    const sender = {
      gatewayId,
      incarnation: 'a',
      number: 0,
      lastExchange: 0,
      lastResponse: null,
      watermark: 0,
    };
    await meteringSenders.save(uow, sender);
    const { number } = (await meteringSenders.lock(uow, gatewayId))!;
    const [state] = await quotas.lockOrCreate(uow, [{ ...name, periodEnd: '2026-12-01' }]);
    await quotas.save(uow, [{ ...state!, held: 5, heldHere: 5 }], number);
  });
  const held = async () => (await database.read((uow) => quotas.find(uow, name)))?.held;
  const heardMs = Date.now();
  await roundAt(heardMs + 1000 * hourMs);
  await roundAt(heardMs + 23 * hourMs, { TOLLGATE_LEASE_RELEASE_HOURS: '24' });
  expect(await held()).toBe(5);
  await roundAt(heardMs + 25 * hourMs, { TOLLGATE_LEASE_RELEASE_HOURS: '24' });
  expect(await held()).toBe(0);
  expect(await database.read((uow) => quotaLeases.list(uow))).toEqual([]);
});
