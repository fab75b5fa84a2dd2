import { alarmHistory, alarms, type Database } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { openDatabase } from '../testing/open-database.js';
import { runRounds } from '../testing/run-rounds.js';
import { alarmWith, seedAlarm, seedErrors, topic } from '../testing/seed-alarm.js';
import { alarmEvaluation } from './alarm-evaluation.js';

const { database, testDatabase } = await openDatabase(8);

const minuteMs = 60_000;
const start = Date.UTC(2026, 10, 30, 10);
/** Half a minute into the minute: all before it is judged. */
const at = (minute: number) => start + minute * minuteMs + 30_000;
let accounts = 0;
const newOwner = () => ({ accountId: `account-${(accounts += 1)}`, region: 'us-east-1' });
const round = (atMs: number) => runRounds(atMs, alarmEvaluation(database, silentLogger));
type Owner = ReturnType<typeof newOwner>;

const found = async (owner: Owner, name = 'a') =>
  (await database.write((uow) => alarms.lock(uow, owner, [name])))[0]!;
const changes = async (owner: Owner) => {
  const any = { alarmName: null, type: 'StateUpdate', fromMs: null, toMs: null } as const;
  const page = { after: null, count: 100, isAscending: true };
  return (await database.read((uow) => alarmHistory.list(uow, owner, any, page))).map(
    ({ summary }) => summary,
  );
};
const notifications = (owner: Owner) =>
  testDatabase.query<{ target: string; subject: string; message: string }>(
    `SELECT n.target, n.subject, n.message FROM alarm_notifications n
       JOIN outbox o ON o.job_name = 'notify-of-alarm' AND o.payload->>'notificationId' = n.id::text
      WHERE n.account_id = '${owner.accountId}' ORDER BY n.id`,
  );

test('an alarm goes through its states as its data comes, and tells its topic of ALARM once', async () => {
  const owner = newOwner();
  await seedAlarm(database, alarmWith(owner, 'a'));
  await round(at(0));
  expect(await changes(owner)).toEqual([]);
  await seedErrors(database, owner, start, 1);
  await round(at(1));
  await seedErrors(database, owner, start + minuteMs, 5);
  await round(at(2));
  await round(at(2) + 20_000);
  expect(await changes(owner)).toEqual([
    'Alarm updated from INSUFFICIENT_DATA to OK',
    'Alarm updated from OK to ALARM',
  ]);
  const alarm = await found(owner);
  expect(alarm).toMatchObject({
    state: 'ALARM',
    stateUpdatedAtMs: at(2),
    stateReason:
      'Threshold Crossed: 1 out of the last 1 datapoints [5.0 (30/11/26 10:01:00)] was greater than or equal to the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).',
  });
  const told = await notifications(owner);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ target: topic, subject: 'ALARM: "a" in us-east-1' });
  expect(JSON.parse(told[0]!.message)).toMatchObject({ OldStateValue: 'OK', NewStateValue: 'ALARM' });
  // The last point is looked at for two more minutes, then there is none.
  await round(at(4));
  expect((await found(owner)).state).toBe('ALARM');
  await round(at(5));
  expect((await found(owner)).state).toBe('INSUFFICIENT_DATA');
});

test('a minute is judged when it has ended and its reports have come, not before', async () => {
  const owner = newOwner();
  await seedAlarm(database, alarmWith(owner, 'a'));
  await seedErrors(database, owner, start + minuteMs, 9);
  await round(start + 2 * minuteMs + 10_000);
  expect((await found(owner)).state).toBe('INSUFFICIENT_DATA');
  await round(at(2));
  expect((await found(owner)).state).toBe('ALARM');
});

test('five workers at once evaluate each of fifty alarms once, and one notification is written of each', async () => {
  const owner = newOwner();
  await seedErrors(database, owner, start, 7);
  const names = Array.from({ length: 50 }, (_, index) => `alarm-${index}`);
  for (const name of names) await seedAlarm(database, alarmWith(owner, name));
  await Promise.all([1, 2, 3, 4, 5].map(() => round(at(1))));
  await round(at(1));
  const told = await notifications(owner);
  expect(told.map(({ subject }) => subject).sort()).toEqual(
    names.map((name) => `ALARM: "${name}" in us-east-1`).sort(),
  );
});

test('a worker that dies over an evaluation has neither changed nor told anything', async () => {
  const owner = newOwner();
  await seedErrors(database, owner, start, 7);
  await seedAlarm(database, alarmWith(owner, 'a'));
  const dying: Database = {
    ...database,
    write: (work) =>
      database.write(async (uow) => {
        await work(uow);
        throw new Error('killed');
      }),
  };
  await runRounds(at(1), alarmEvaluation(dying, silentLogger));
  expect(await changes(owner)).toEqual([]);
  expect(await notifications(owner)).toEqual([]);
  await round(at(1));
  expect(await notifications(owner)).toHaveLength(1);
});

test('an alarm that cannot be evaluated keeps no other from it', async () => {
  const owner = newOwner();
  await seedErrors(database, owner, start, 7);
  for (const name of ['a', 'broken', 'c']) await seedAlarm(database, alarmWith(owner, name));
  await testDatabase.query(
    `UPDATE alarms SET definition = definition - 'dimensions' WHERE account_id = '${owner.accountId}' AND name = 'broken'`,
  );
  await round(at(1));
  const states = await Promise.all(
    ['a', 'broken', 'c'].map(async (name) => (await found(owner, name)).state),
  );
  expect(states).toEqual(['ALARM', 'INSUFFICIENT_DATA', 'ALARM']);
  await database.write((uow) => alarms.remove(uow, owner, ['broken']));
});

test('actions that are disabled tell nothing, and the state changes all the same', async () => {
  const owner = newOwner();
  await seedErrors(database, owner, start, 7);
  await seedAlarm(database, alarmWith(owner, 'a', { actionsEnabled: false }));
  await round(at(1));
  expect((await found(owner)).state).toBe('ALARM');
  expect(await notifications(owner)).toEqual([]);
});

test.each([
  ['the rate of errors', { statistic: 'Average', threshold: 0.7 }, 'ALARM'],
  ['a percentile of them', { statistic: { percentile: 50 }, statisticText: 'p50', threshold: 1 }, 'ALARM'],
  ['a lower percentile', { statistic: { percentile: 20 }, statisticText: 'p20', threshold: 1 }, 'OK'],
  ['periods of five minutes that end with the minute', { periodSeconds: 300, threshold: 7 }, 'ALARM'],
  ['another unit, of which there is no data', { unit: 'Seconds' }, 'INSUFFICIENT_DATA'],
  ['a metric that is not there', { metricName: 'Nothing', missingData: 'breaching' }, 'ALARM'],
  [
    'periods of a day over a week',
    { periodSeconds: 86_400, evaluationPeriods: 7, threshold: 7, datapointsToAlarm: 1 },
    'ALARM',
  ],
] as const)('watches %s', async (_, more, state) => {
  const owner = newOwner();
  await seedErrors(database, owner, start, 7);
  await seedAlarm(database, alarmWith(owner, 'a', more));
  await round(at('periodSeconds' in more && more.periodSeconds === 86_400 ? 60 : 3));
  const expected = state === 'INSUFFICIENT_DATA' ? [] : [`Alarm updated from INSUFFICIENT_DATA to ${state}`];
  expect(await changes(owner)).toEqual(expected);
});
