import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { MetricsOwner } from '../metrics/metric-lock.js';

export type AlarmHistoryType = 'ConfigurationUpdate' | 'StateUpdate' | 'Action';

/** What became of an alarm. */
export interface AlarmHistoryItem {
  readonly alarmName: string;
  readonly atMs: number;
  readonly type: AlarmHistoryType;
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

/** What DescribeAlarmHistory may ask for; null for any. */
export interface AlarmHistoryFilter {
  readonly alarmName: string | null;
  readonly type: AlarmHistoryType | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** A place in the history. */
export interface HistoryPosition {
  readonly atMs: number;
  readonly id: string;
}

/** The history of alarms, those that are gone too. */
export const alarmHistory = { add, list, forgetBefore };

async function add(
  uow: UnitOfWork,
  { accountId, region }: MetricsOwner,
  { alarmName, atMs, type, summary, data }: AlarmHistoryItem,
): Promise<void> {
  await query(
    uow,
    `INSERT INTO alarm_history (account_id, region, alarm_name, at, type, summary, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [accountId, region, alarmName, new Date(atMs), type, summary.slice(0, 255), data],
  );
}

async function list(
  uow: UnitOfWork,
  { accountId, region }: MetricsOwner,
  filter: AlarmHistoryFilter,
  page: { readonly after: HistoryPosition | null; readonly count: number; readonly isAscending: boolean },
): Promise<(AlarmHistoryItem & HistoryPosition)[]> {
  const [sign, order] = page.isAscending ? ['>', 'ASC'] : ['<', 'DESC'];
  const time = (ms: number | null) => (ms === null ? null : new Date(ms));
  return query(
    uow,
    `SELECT id, alarm_name AS "alarmName", extract(epoch FROM at)::float8 * 1000 AS "atMs", type, summary, data
       FROM alarm_history
      WHERE account_id = $1 AND region = $2 AND ($3::text IS NULL OR alarm_name = $3) AND ($4::text IS NULL OR type = $4)
        AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at <= $6)
        AND ($7::timestamptz IS NULL OR (at, id) ${sign} ($7, $8::bigint))
      ORDER BY at ${order}, id ${order} LIMIT $9`,
    [
      accountId,
      region,
      filter.alarmName,
      filter.type,
      time(filter.fromMs),
      time(filter.toMs),
      time(page.after?.atMs ?? null),
      page.after?.id ?? null,
      page.count,
    ],
  );
}

async function forgetBefore(uow: UnitOfWork, atMs: number): Promise<number> {
  return rowCount(uow, 'DELETE FROM alarm_history WHERE at < $1', [new Date(atMs)]);
}
