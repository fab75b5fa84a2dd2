import type { UnitOfWork } from '../unit-of-work.js';
import { nameColumns, type QuotaLease, type QuotaName } from './quota-rows.js';

/** Permits out on lease, per gateway. Changed only under the lock of the quota's state; a lease of 0 has no row. */
export const quotaLeases = { ofGateway, among, save, list };

/** Everything that is booked on a gateway. */
async function ofGateway(uow: UnitOfWork, gatewayId: string): Promise<QuotaLease[]> {
  const rows = await uow.manager.query<LeaseRow[]>(
    `SELECT ${columns} FROM quota_leases WHERE gateway_id = $1`,
    [gatewayId],
  );
  return rows.map(leaseOf);
}

/** What a gateway holds of these quotas. */
async function among(uow: UnitOfWork, gatewayId: string, names: readonly QuotaName[]): Promise<QuotaLease[]> {
  const rows = await uow.manager.query<LeaseRow[]>(
    `SELECT ${columns} FROM quota_leases
      WHERE gateway_id = $1
        AND (usage_plan_id, key_id, period_start) IN (SELECT * FROM unnest($2::text[], $3::text[], $4::date[]))`,
    [gatewayId, ...nameColumns(names)],
  );
  return rows.map(leaseOf);
}

async function save(uow: UnitOfWork, gatewayId: string, leases: readonly QuotaLease[]): Promise<void> {
  const kept = leases.filter((lease) => lease.held > 0);
  const ended = leases.filter((lease) => lease.held === 0);
  if (kept.length > 0) {
    await uow.manager.query(
      `INSERT INTO quota_leases (gateway_id, usage_plan_id, key_id, period_start, held)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::date[], $5::bigint[])
       ON CONFLICT (gateway_id, usage_plan_id, key_id, period_start) DO UPDATE SET held = excluded.held`,
      [gatewayId, ...nameColumns(kept), kept.map((lease) => lease.held)],
    );
  }
  if (ended.length > 0) {
    await uow.manager.query(
      `DELETE FROM quota_leases
        WHERE gateway_id = $1
          AND (usage_plan_id, key_id, period_start) IN (SELECT * FROM unnest($2::text[], $3::text[], $4::date[]))`,
      [gatewayId, ...nameColumns(ended)],
    );
  }
}

/** Sums per gateway, with when it was last heard of: who holds what, and who has gone with it. */
async function list(uow: UnitOfWork): Promise<GatewayHoldings[]> {
  const rows = await uow.manager.query<
    { gateway_id: string; quotas: string; held: string; last_seen_at: Date | null }[]
  >(
    `SELECT l.gateway_id, count(*) AS quotas, sum(l.held) AS held, s.last_seen_at
       FROM quota_leases l LEFT JOIN metering_senders s USING (gateway_id)
      GROUP BY l.gateway_id, s.last_seen_at ORDER BY l.gateway_id`,
  );
  return rows.map((row) => ({
    gatewayId: row.gateway_id,
    quotas: Number(row.quotas),
    held: Number(row.held),
    lastSeenAtMs: row.last_seen_at?.getTime() ?? null,
  }));
}

export interface GatewayHoldings {
  readonly gatewayId: string;
  /** How many quotas it holds permits of. */
  readonly quotas: number;
  readonly held: number;
  readonly lastSeenAtMs: number | null;
}

const columns = `gateway_id, usage_plan_id, key_id, period_start::text AS period_start, held`;

interface LeaseRow {
  readonly gateway_id: string;
  readonly usage_plan_id: string;
  readonly key_id: string;
  readonly period_start: string;
  readonly held: string;
}

function leaseOf(row: LeaseRow): QuotaLease {
  return {
    gatewayId: row.gateway_id,
    usagePlanId: row.usage_plan_id,
    keyId: row.key_id,
    periodStart: row.period_start,
    held: Number(row.held),
  };
}
