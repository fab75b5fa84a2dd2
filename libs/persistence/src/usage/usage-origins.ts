import type { UnitOfWork } from '../unit-of-work.js';
import type { UsageDay } from './usage.js';

/** What gateways have reported against what was counted on one day, and permits on lease against what the quotas say is held. */
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
async function add(uow: UnitOfWork, gatewayId: string, days: readonly UsageDay[]): Promise<void> {
  if (days.length === 0) return;
  await uow.manager.query(
    `INSERT INTO usage_by_sender AS s (day, gateway_id, used)
     SELECT d.day, $1, sum(d.used) FROM unnest($2::date[], $3::bigint[]) AS d (day, used) GROUP BY d.day ORDER BY d.day
     ON CONFLICT (day, gateway_id) DO UPDATE SET used = s.used + excluded.used`,
    [gatewayId, days.map((day) => day.day), days.map((day) => day.used)],
  );
}

/** All of it as of one moment: a single statement sees a single state. */
async function balance(uow: UnitOfWork, day: string): Promise<UsageBalance> {
  const [row] = await uow.manager.query<Record<Exclude<keyof UsageBalance, 'day'>, string>[]>(
    `SELECT (SELECT coalesce(sum(used), 0) FROM usage_by_sender WHERE day = $1) AS admitted,
            (SELECT coalesce(sum(used), 0) FROM usage_daily WHERE day = $1) AS counted,
            (SELECT coalesce(sum(used), 0) FROM usage_hourly WHERE day = $1) AS "countedByHour",
            (SELECT coalesce(sum(held), 0) FROM quota_states) AS held,
            (SELECT coalesce(sum(held), 0) FROM quota_leases) AS leased`,
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
