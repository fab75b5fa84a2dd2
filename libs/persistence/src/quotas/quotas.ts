import type { QuotaSettings } from '#libs/api-definition';
import type { UnitOfWork } from '../unit-of-work.js';
import { nameColumns, type PlanKey, type QuotaName, type QuotaState } from './quota-rows.js';

/**
 * The state of each quota. Sets of rows go through one statement each, whatever their number (an exchange touches thousands); rows are
 * always locked in the order of their names, so that two exchanges do not wait for each other in a circle.
 */
export const quotas = { planKeys, lock, create, save, find, revision };

/** What the definition says about these keys under these plans. */
async function planKeys(
  uow: UnitOfWork,
  pairs: readonly { readonly usagePlanId: string; readonly keyId: string }[],
): Promise<PlanKey[]> {
  const rows = await uow.manager.query<PlanKeyRow[]>(
    `SELECT w.usage_plan_id, w.key_id, p.quota, extract(epoch FROM m.created_at) * 1000 AS member_since_ms
       FROM unnest($1::text[], $2::text[]) AS w (usage_plan_id, key_id)
       LEFT JOIN usage_plans p ON p.id = w.usage_plan_id
       LEFT JOIN usage_plan_keys m ON m.usage_plan_id = w.usage_plan_id AND m.key_id = w.key_id`,
    [pairs.map((pair) => pair.usagePlanId), pairs.map((pair) => pair.keyId)],
  );
  return rows.map((row) => ({
    usagePlanId: row.usage_plan_id,
    keyId: row.key_id,
    quota: row.quota,
    memberSinceMs: row.member_since_ms === null ? null : Number(row.member_since_ms),
  }));
}

/** Those of the quotas that have a state, locked until the transaction ends. */
async function lock(uow: UnitOfWork, names: readonly QuotaName[]): Promise<QuotaState[]> {
  const rows = await uow.manager.query<StateRow[]>(
    `SELECT ${columns} FROM quota_states q
      WHERE (usage_plan_id, key_id, period_start) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::date[]))
      ORDER BY usage_plan_id, key_id, period_start FOR UPDATE`,
    nameColumns(names),
  );
  return rows.map(stateOf);
}

/**
 * Adds what has no state yet, then returns all of them locked. A new state starts with what the days of its period have counted already: the plan may
 * have got its quota, or another period, in the middle of one. `periodEnd` is exclusive.
 */
async function create(
  uow: UnitOfWork,
  quotasToBe: readonly (QuotaName & { readonly periodEnd: string })[],
): Promise<QuotaState[]> {
  if (quotasToBe.length === 0) return [];
  await uow.manager.query(
    `INSERT INTO quota_states (usage_plan_id, key_id, period_start, used)
     SELECT n.usage_plan_id, n.key_id, n.period_start, coalesce(sum(d.used), 0)
       FROM unnest($1::text[], $2::text[], $3::date[], $4::date[]) AS n (usage_plan_id, key_id, period_start, period_end)
       CROSS JOIN LATERAL generate_series(n.period_start, n.period_end - 1, interval '1 day') AS s (day)
       LEFT JOIN usage_daily d ON d.usage_plan_id = n.usage_plan_id AND d.day = s.day::date AND d.key_id = n.key_id
      GROUP BY n.usage_plan_id, n.key_id, n.period_start
      ORDER BY n.usage_plan_id, n.key_id, n.period_start
     ON CONFLICT DO NOTHING`,
    [...nameColumns(quotasToBe), quotasToBe.map((quota) => quota.periodEnd)],
  );
  return lock(uow, quotasToBe);
}

/** Writes `used`, `held` and `adjustment` of states that are locked. */
async function save(uow: UnitOfWork, states: readonly QuotaState[], bumpRevision = false): Promise<void> {
  if (states.length === 0) return;
  await uow.manager.query(
    `UPDATE quota_states q SET used = n.used, held = n.held, adjustment = n.adjustment, revision = q.revision + $7
       FROM unnest($1::text[], $2::text[], $3::date[], $4::bigint[], $5::bigint[], $6::bigint[])
         AS n (usage_plan_id, key_id, period_start, used, held, adjustment)
      WHERE q.usage_plan_id = n.usage_plan_id AND q.key_id = n.key_id AND q.period_start = n.period_start`,
    [
      ...nameColumns(states),
      states.map((state) => state.used),
      states.map((state) => state.held),
      states.map((state) => state.adjustment),
      bumpRevision ? 1 : 0,
    ],
  );
}

/** The state of one quota, not locked. */
async function find(uow: UnitOfWork, name: QuotaName): Promise<QuotaState | undefined> {
  const rows = await uow.manager.query<StateRow[]>(
    `SELECT ${columns} FROM quota_states q WHERE usage_plan_id = $1 AND key_id = $2 AND period_start = $3`,
    [name.usagePlanId, name.keyId, name.periodStart],
  );
  return rows[0] && stateOf(rows[0]);
}

/** How often UpdateUsage has moved any period of the key under the plan; only grows. What the published `quota` document carries. */
async function revision(uow: UnitOfWork, usagePlanId: string, keyId: string): Promise<number> {
  const rows = await uow.manager.query<{ revision: string | null }[]>(
    `SELECT sum(revision) AS revision FROM quota_states WHERE usage_plan_id = $1 AND key_id = $2`,
    [usagePlanId, keyId],
  );
  return Number(rows[0]?.revision ?? 0);
}

const columns = `q.usage_plan_id, q.key_id, q.period_start::text AS period_start, q.adjustment, q.used, q.held`;

interface StateRow {
  readonly usage_plan_id: string;
  readonly key_id: string;
  readonly period_start: string;
  readonly adjustment: string;
  readonly used: string;
  readonly held: string;
}

interface PlanKeyRow {
  readonly usage_plan_id: string;
  readonly key_id: string;
  readonly quota: QuotaSettings | null;
  readonly member_since_ms: string | null;
}

function stateOf(row: StateRow): QuotaState {
  return {
    usagePlanId: row.usage_plan_id,
    keyId: row.key_id,
    periodStart: row.period_start,
    adjustment: Number(row.adjustment),
    used: Number(row.used),
    held: Number(row.held),
  };
}
