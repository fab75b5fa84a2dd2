import type { AlarmState } from '#libs/cloudwatch';
import type { ListPage } from '../database/list-page.js';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { MetricsOwner } from '../metrics/metric-lock.js';
import { toAlarm, type Alarm, type AlarmRow } from './alarm.js';

/** What DescribeAlarms may ask for; null for any. */
export interface AlarmFilter {
  readonly names: readonly string[] | null;
  readonly prefix: string;
  readonly state: AlarmState | null;
  readonly actionPrefix: string | null;
}

/** Of one metric. */
export interface AlarmedMetric {
  readonly namespace: string;
  readonly metricName: string;
}

/** Alarms; every function with an owner sees that owner's only. */
export const alarms = {
  lockNames,
  lock,
  list,
  listOfMetric,
  count,
  put,
  putTags,
  remove,
  due,
  lockDue,
  lockOneDue,
  markEvaluated,
  countByState,
};

/** Who makes alarms of an owner does so one after the other: what is not there cannot be locked. */
async function lockNames(uow: UnitOfWork, { accountId, region }: MetricsOwner): Promise<void> {
  await query(uow, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `alarms of ${accountId} ${region}`,
  ]);
}

/** Those of the names that there are, locked until the transaction ends. */
async function lock(uow: UnitOfWork, owner: MetricsOwner, names: readonly string[]): Promise<Alarm[]> {
  const rows = await query<AlarmRow>(
    uow,
    `SELECT * FROM alarms WHERE account_id = $1 AND region = $2 AND name = ANY ($3::text[]) ORDER BY name FOR UPDATE`,
    [owner.accountId, owner.region, names],
  );
  return rows.map(toAlarm);
}

/** In the order of their names. */
async function list(
  uow: UnitOfWork,
  owner: MetricsOwner,
  { names, prefix, state, actionPrefix }: AlarmFilter,
  { after, count: most }: ListPage,
): Promise<Alarm[]> {
  const rows = await query<AlarmRow>(
    uow,
    `SELECT * FROM alarms WHERE account_id = $1 AND region = $2 AND name > $3
        AND ($4::text[] IS NULL OR name = ANY ($4)) AND starts_with(name, $5) AND ($6::text IS NULL OR state = $6)
        AND ($7::text IS NULL OR EXISTS (
             SELECT FROM jsonb_array_elements_text(definition->'okActions' || (definition->'alarmActions')
                                                   || (definition->'insufficientDataActions')) AS a (arn)
              WHERE starts_with(a.arn, $7)))
      ORDER BY name LIMIT $8`,
    [owner.accountId, owner.region, after ?? '', names, prefix, state, actionPrefix, most],
  );
  return rows.map(toAlarm);
}

async function listOfMetric(
  uow: UnitOfWork,
  owner: MetricsOwner,
  { namespace, metricName }: AlarmedMetric,
): Promise<Alarm[]> {
  const rows = await query<AlarmRow>(
    uow,
    `SELECT * FROM alarms WHERE account_id = $1 AND region = $2
        AND definition->>'namespace' = $3 AND definition->>'metricName' = $4 ORDER BY name`,
    [owner.accountId, owner.region, namespace, metricName],
  );
  return rows.map(toAlarm);
}

async function count(uow: UnitOfWork, owner: MetricsOwner): Promise<number> {
  const [row] = await query<{ count: string }>(
    uow,
    'SELECT count(*) AS count FROM alarms WHERE account_id = $1 AND region = $2',
    [owner.accountId, owner.region],
  );
  return Number(row!.count);
}

/** Writes all of an alarm, whatever was there, and has it evaluated soon. */
async function put(uow: UnitOfWork, alarm: Alarm): Promise<void> {
  await query(
    uow,
    `INSERT INTO alarms VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'epoch')
         ON CONFLICT (account_id, region, name) DO UPDATE SET
            definition = excluded.definition, tags = excluded.tags, state = excluded.state,
            state_reason = excluded.state_reason, state_reason_data = excluded.state_reason_data,
            state_updated_at = excluded.state_updated_at, state_transitioned_at = excluded.state_transitioned_at,
            configuration_updated_at = excluded.configuration_updated_at, evaluated_at = excluded.evaluated_at`,
    [
      alarm.owner.accountId,
      alarm.owner.region,
      alarm.name,
      JSON.stringify(alarm.definition),
      JSON.stringify(alarm.tags),
      alarm.state,
      alarm.stateReason,
      alarm.stateReasonData,
      new Date(alarm.stateUpdatedAtMs),
      new Date(alarm.stateTransitionedAtMs),
      new Date(alarm.configurationUpdatedAtMs),
    ],
  );
}

/** Of an alarm that is locked. */
async function putTags(uow: UnitOfWork, { owner, name }: Alarm, tags: Alarm['tags']): Promise<void> {
  await query(uow, 'UPDATE alarms SET tags = $4 WHERE account_id = $1 AND region = $2 AND name = $3', [
    owner.accountId,
    owner.region,
    name,
    JSON.stringify(tags),
  ]);
}

async function remove(uow: UnitOfWork, owner: MetricsOwner, names: readonly string[]): Promise<void> {
  await query(uow, 'DELETE FROM alarms WHERE account_id = $1 AND region = $2 AND name = ANY ($3::text[])', [
    owner.accountId,
    owner.region,
    names,
  ]);
}

/** All that are not evaluated up to a time, by their names. */
async function due(uow: UnitOfWork, upToMs: number): Promise<Pick<Alarm, 'owner' | 'name'>[]> {
  const rows = await query<{ account_id: string; region: string; name: string }>(
    uow,
    'SELECT account_id, region, name FROM alarms WHERE evaluated_at < $1 ORDER BY evaluated_at',
    [new Date(upToMs)],
  );
  return rows.map(({ name, ...owner }) => ({
    owner: { accountId: owner.account_id, region: owner.region },
    name,
  }));
}

/** Some that are not evaluated up to a time, and that nobody else evaluates at this moment; locked. */
async function lockDue(uow: UnitOfWork, upToMs: number, most: number): Promise<Alarm[]> {
  const rows = await query<AlarmRow>(
    uow,
    'SELECT * FROM alarms WHERE evaluated_at < $1 ORDER BY evaluated_at LIMIT $2 FOR UPDATE SKIP LOCKED',
    [new Date(upToMs), most],
  );
  return rows.map(toAlarm);
}

/** One of these by its name; none when it is evaluated, or being evaluated, by somebody else. */
async function lockOneDue(
  uow: UnitOfWork,
  { owner, name }: Pick<Alarm, 'owner' | 'name'>,
  upToMs: number,
): Promise<Alarm[]> {
  const rows = await query<AlarmRow>(
    uow,
    `SELECT * FROM alarms WHERE account_id = $1 AND region = $2 AND name = $3 AND evaluated_at < $4
        FOR UPDATE SKIP LOCKED`,
    [owner.accountId, owner.region, name, new Date(upToMs)],
  );
  return rows.map(toAlarm);
}

async function markEvaluated(uow: UnitOfWork, evaluated: readonly Alarm[], upToMs: number): Promise<void> {
  await query(
    uow,
    `UPDATE alarms a SET evaluated_at = $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS n (account_id, region, name)
      WHERE (a.account_id, a.region, a.name) = (n.account_id, n.region, n.name)`,
    [
      evaluated.map(({ owner }) => owner.accountId),
      evaluated.map(({ owner }) => owner.region),
      evaluated.map(({ name }) => name),
      new Date(upToMs),
    ],
  );
}

/** Of all owners: how many are in each state. */
async function countByState(uow: UnitOfWork): Promise<Readonly<Record<AlarmState, number>>> {
  const rows = await query<{ state: AlarmState; count: string }>(
    uow,
    'SELECT state, count(*) AS count FROM alarms GROUP BY state',
  );
  const counts = { OK: 0, ALARM: 0, INSUFFICIENT_DATA: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}
