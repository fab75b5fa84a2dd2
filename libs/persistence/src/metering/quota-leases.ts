import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { QuotaName } from './quota-rows.js';

/**
 * Who holds permits. They lie in the rows of the quotas, where exchanges need them; these two look through
 * all rows, as seldom as a gateway starts or an operator asks.
 */
export const quotaLeases = { ofSender, list };

/** The quotas of which a sender holds permits. */
async function ofSender(uow: UnitOfWork, senderNumber: number): Promise<QuotaName[]> {
  const rows = await query<{ usage_plan_id: string; key_id: string; period_start: string }>(
    uow,
    `SELECT usage_plan_id, key_id, period_start::text AS period_start FROM quota_states WHERE held > 0 AND leases ? $1`,
    [String(senderNumber)],
  );
  return rows.map((row) => ({
    usagePlanId: row.usage_plan_id,
    keyId: row.key_id,
    periodStart: row.period_start,
  }));
}

/** Sums per gateway, with when it was last heard of: who holds what, and who has gone with it. */
async function list(uow: UnitOfWork): Promise<GatewayHoldings[]> {
  const rows = await query<{ gateway_id: string; quotas: string; held: string; last_seen_at: Date }>(
    uow,
    `SELECT s.gateway_id, l.quotas, l.held, s.last_seen_at
       FROM (SELECT lease.key AS number, count(*) AS quotas, sum(lease.value::bigint) AS held
               FROM quota_states CROSS JOIN LATERAL jsonb_each_text(leases) AS lease
              WHERE held > 0 GROUP BY lease.key) AS l
       JOIN metering_senders s ON s.number = l.number::integer ORDER BY s.gateway_id`,
  );
  return rows.map((row) => ({
    gatewayId: row.gateway_id,
    quotas: Number(row.quotas),
    held: Number(row.held),
    lastSeenAtMs: row.last_seen_at.getTime(),
  }));
}

export interface GatewayHoldings {
  readonly gatewayId: string;
  /** How many quotas it holds permits of. */
  readonly quotas: number;
  readonly held: number;
  readonly lastSeenAtMs: number;
}
