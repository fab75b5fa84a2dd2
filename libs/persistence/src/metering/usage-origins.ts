import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { UsageDay } from './usage.js';

/**
 * What gateways have reported against what was counted on one day, and permits on lease against what the
 * quotas say is held.
 */
export interface UsageBalance {
  readonly day: string;
  readonly admitted: number;
  readonly counted: number;
  readonly countedByHour: number;
  readonly held: number;
  readonly leased: number;
}

/** Which gateway reported how much on which day: written with the counts, read against them. */
export const usageOrigins = { add, balance };

/** Adds what one exchange of a gateway reports, per day. */
async function add(uow: UnitOfWork, gatewayId: string, rows: readonly UsageDay[]): Promise<void> {
  if (rows.length === 0) return;
  const used = new Map<string, number>();
  for (const row of rows) used.set(row.day, (used.get(row.day) ?? 0) + row.used);
  await query(
    uow,
    `INSERT INTO usage_by_sender AS s (day, gateway_id, used)
     SELECT d.day, $1, d.used FROM unnest($2::date[], $3::bigint[]) AS d (day, used) ORDER BY d.day
     ON CONFLICT (day, gateway_id) DO UPDATE SET used = s.used + excluded.used`,
    [gatewayId, [...used.keys()], [...used.values()]],
  );
}

/** All of it as of one moment: a single statement sees a single state. */
async function balance(uow: UnitOfWork, day: string): Promise<UsageBalance> {
  const [row] = await query<Record<Exclude<keyof UsageBalance, 'day'>, string>>(
    uow,
    `WITH of_day AS (
       SELECT sum(used) AS used, sum((SELECT sum(hour) FROM unnest(hours) AS hour)) AS by_hour FROM usage_daily WHERE day = $1),
     held AS (
       SELECT sum(held) AS held, sum((SELECT sum(lease.value::bigint) FROM jsonb_each_text(leases) AS lease)) AS leased
         FROM quota_states WHERE held > 0 OR leases <> '{}')
     SELECT (SELECT coalesce(sum(used), 0) FROM usage_by_sender WHERE day = $1) AS admitted,
            coalesce(of_day.used, 0) AS counted, coalesce(of_day.by_hour, 0) AS "countedByHour",
            coalesce(held.held, 0) AS held, coalesce(held.leased, 0) AS leased
       FROM of_day CROSS JOIN held`,
    [day],
  );
  if (!row) throw new Error('a query without FROM gave no row');
  const { admitted, counted, countedByHour, held, leased } = row;
  return {
    day,
    admitted: Number(admitted),
    counted: Number(counted),
    countedByHour: Number(countedByHour),
    held: Number(held),
    leased: Number(leased),
  };
}
