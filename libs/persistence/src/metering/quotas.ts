import type { QuotaSettings } from '#libs/api-definition';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import {
  nameColumns,
  type PlanKey,
  type PlanQuota,
  type QuotaName,
  type QuotaPeriod,
  type QuotaState,
} from './quota-rows.js';

/**
 * The state of each quota. Sets of rows go through one statement each, whatever their number (an exchange
 * touches thousands); rows are always locked in the order of their names, so that two exchanges do not wait
 * for each other in a circle.
 */
export const quotas = {
  holdPlans,
  planKeys,
  lock,
  lockOrCreate,
  heldBesides,
  save,
  adjust,
  removeEnded,
  find,
  adjustments,
  revision,
};

/**
 * What these plans say about quotas; those that are gone are missing. Nobody changes them until the
 * transaction ends: counts must not go to a period that the plan no longer has. A statement by itself, so
 * that those after it see what whoever changed a plan last has left.
 */
async function holdPlans(
  uow: UnitOfWork,
  usagePlanIds: readonly string[],
): Promise<ReadonlyMap<string, PlanQuota>> {
  if (usagePlanIds.length === 0) return new Map();
  const rows = await query<{ id: string; quota: QuotaSettings | null; changed_at: string | null }>(
    uow,
    `SELECT id, quota, quota_changed_at::text AS changed_at
       FROM usage_plans WHERE id = ANY ($1::text[]) ORDER BY id FOR KEY SHARE`,
    [usagePlanIds],
  );
  return new Map(rows.map(({ id, quota, changed_at }) => [id, { quota, periodChangedAt: changed_at }]));
}

/** What the definition says about these keys under these plans. */
async function planKeys(
  uow: UnitOfWork,
  pairs: readonly { readonly usagePlanId: string; readonly keyId: string }[],
): Promise<PlanKey[]> {
  const rows = await query<PlanKeyRow>(
    uow,
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

/**
 * Those of the quotas that have a state, locked until the transaction ends. `senderNumber`: for whom
 * `heldHere` is meant. `plans`: what `holdPlans` gave, for whether a state is stale; read here when it is
 * left out.
 */
async function lock(
  uow: UnitOfWork,
  names: readonly QuotaName[],
  senderNumber: number | null = null,
  plans?: ReadonlyMap<string, PlanQuota>,
): Promise<QuotaState[]> {
  if (names.length === 0) return [];
  const held = plans ?? (await holdPlans(uow, [...new Set(names.map(({ usagePlanId }) => usagePlanId))]));
  const changed = [...held].filter(([, { periodChangedAt }]) => periodChangedAt !== null);
  // Rows say by number which name they are of: names are most of what there would be to read.
  const rows = await query<StateRow>(
    uow,
    `SELECT n.number, q.adjustment, q.used, q.held, coalesce(q.counted_at <= p.changed_at, false) AS stale,
            coalesce((q.leases ->> $4::text)::bigint, 0) AS held_here
       FROM unnest($1::text[], $2::text[], $3::date[]) WITH ORDINALITY AS n (usage_plan_id, key_id, period_start, number)
       JOIN quota_states q ON q.usage_plan_id = n.usage_plan_id AND q.key_id = n.key_id AND q.period_start = n.period_start
       LEFT JOIN unnest($5::text[], $6::timestamptz[]) AS p (id, changed_at) ON p.id = q.usage_plan_id
      ORDER BY q.usage_plan_id, q.key_id, q.period_start FOR UPDATE OF q`,
    [
      ...nameColumns(names),
      senderNumber,
      changed.map(([id]) => id),
      changed.map(([, { periodChangedAt }]) => periodChangedAt),
    ],
  );
  return rows.map((row) => {
    const name = names[Number(row.number) - 1];
    if (!name) throw new Error('a row is numbered as no name is');
    return stateOf(name, row);
  });
}

/** All of these, locked; those that have no state yet, or a stale one, are counted first. */
async function lockOrCreate(
  uow: UnitOfWork,
  wanted: readonly QuotaPeriod[],
  senderNumber: number | null = null,
  plans?: ReadonlyMap<string, PlanQuota>,
): Promise<QuotaState[]> {
  if (wanted.length === 0) return [];
  const found = await lock(uow, wanted, senderNumber, plans);
  const counted = new Set(found.filter((state) => !state.stale).map(keyOf));
  const missing = wanted.filter((name) => !counted.has(keyOf(name)));
  await create(uow, missing);
  return [...found.filter((state) => !state.stale), ...(await lock(uow, missing, senderNumber, plans))];
}

/**
 * A new state starts with what the days of its period have counted already: the plan may have got its quota,
 * or another period, in the middle of one. So does a stale one: for a while the days were counted under
 * another period, or none.
 */
async function create(uow: UnitOfWork, quotasToBe: readonly QuotaPeriod[]): Promise<void> {
  if (quotasToBe.length === 0) return;
  await query(
    uow,
    `INSERT INTO quota_states AS q (usage_plan_id, key_id, period_start, period_end, used)
     SELECT n.usage_plan_id, n.key_id, n.period_start, n.period_end, coalesce(sum(d.used), 0)
       FROM unnest($1::text[], $2::text[], $3::date[], $4::date[]) AS n (usage_plan_id, key_id, period_start, period_end)
       CROSS JOIN LATERAL generate_series(n.period_start, n.period_end - 1, interval '1 day') AS s (day)
       LEFT JOIN usage_daily d ON d.usage_plan_id = n.usage_plan_id AND d.day = s.day::date AND d.key_id = n.key_id
      GROUP BY n.usage_plan_id, n.key_id, n.period_start, n.period_end
      ORDER BY n.usage_plan_id, n.key_id, n.period_start
     ON CONFLICT (usage_plan_id, key_id, period_start)
     DO UPDATE SET used = excluded.used, period_end = excluded.period_end, counted_at = clock_timestamp()
      WHERE q.counted_at <= (SELECT p.quota_changed_at FROM usage_plans p WHERE p.id = q.usage_plan_id)`,
    [...nameColumns(quotasToBe), quotasToBe.map((quota) => quota.periodEnd)],
  );
}

/**
 * Permits on lease under the same plan and key for other periods that overlap: those of before the plan's
 * quota changed its period. They may yet be spent, and count in the new period when they are.
 */
async function heldBesides(
  uow: UnitOfWork,
  wanted: readonly QuotaPeriod[],
): Promise<(QuotaName & { readonly held: number })[]> {
  if (wanted.length === 0) return [];
  const rows = await query<StateName & { held: string }>(
    uow,
    `SELECT n.usage_plan_id, n.key_id, n.period_start::text AS period_start, sum(q.held) AS held
       FROM unnest($1::text[], $2::text[], $3::date[], $4::date[]) AS n (usage_plan_id, key_id, period_start, period_end)
       JOIN quota_states q ON q.usage_plan_id = n.usage_plan_id AND q.key_id = n.key_id
        AND q.period_start <> n.period_start AND q.period_start < n.period_end AND q.period_end > n.period_start
      WHERE q.held > 0
      GROUP BY n.usage_plan_id, n.key_id, n.period_start`,
    [...nameColumns(wanted), wanted.map((quota) => quota.periodEnd)],
  );
  return rows.map((row) => ({
    usagePlanId: row.usage_plan_id,
    keyId: row.key_id,
    periodStart: row.period_start,
    held: Number(row.held),
  }));
}

/** Writes `used` and `held` of states that are locked, and `heldHere` as what the sender holds. */
async function save(uow: UnitOfWork, states: readonly QuotaState[], senderNumber: number): Promise<void> {
  if (states.length === 0) return;
  await query(
    uow,
    `UPDATE quota_states q SET used = n.used, held = n.held, leases = CASE n.held_here
            WHEN 0 THEN q.leases - $7::text ELSE jsonb_set(q.leases, ARRAY[$7::text], to_jsonb(n.held_here)) END
       FROM unnest($1::text[], $2::text[], $3::date[], $4::bigint[], $5::bigint[], $6::bigint[])
         AS n (usage_plan_id, key_id, period_start, used, held, held_here)
      WHERE q.usage_plan_id = n.usage_plan_id AND q.key_id = n.key_id AND q.period_start = n.period_start`,
    [
      ...nameColumns(states),
      states.map((state) => state.used),
      states.map((state) => state.held),
      states.map((state) => state.heldHere),
      senderNumber,
    ],
  );
}

/** Writes what UpdateUsage has moved in all, of a state that is locked. */
async function adjust(uow: UnitOfWork, name: QuotaName, adjustment: number): Promise<void> {
  await query(
    uow,
    `UPDATE quota_states SET adjustment = $4, revision = revision + 1
      WHERE usage_plan_id = $1 AND key_id = $2 AND period_start = $3`,
    [name.usagePlanId, name.keyId, name.periodStart, adjustment],
  );
}

/**
 * Forgets quotas whose period ended before a day and of which nothing is on lease. Should usage come in for
 * one after all, it is counted anew from the days. Those that UpdateUsage has moved stay: their revision is
 * part of what is published.
 */
async function removeEnded(uow: UnitOfWork, day: string): Promise<void> {
  await query(uow, `DELETE FROM quota_states WHERE period_end < $1 AND held = 0 AND revision = 0`, [day]);
}

/** The state of one quota, not locked. */
async function find(uow: UnitOfWork, name: QuotaName): Promise<QuotaState | undefined> {
  const rows = await query<StateRow>(
    uow,
    `SELECT 1 AS number, q.adjustment, q.used, q.held, 0 AS held_here, coalesce(q.counted_at <= p.quota_changed_at, false) AS stale
       FROM quota_states q LEFT JOIN usage_plans p ON p.id = q.usage_plan_id
      WHERE q.usage_plan_id = $1 AND q.key_id = $2 AND q.period_start = $3`,
    [name.usagePlanId, name.keyId, name.periodStart],
  );
  return rows[0] && stateOf(name, rows[0]);
}

/** What UpdateUsage has moved in one period, per key; keys for which it has moved nothing may be missing. */
async function adjustments(
  uow: UnitOfWork,
  usagePlanId: string,
  keyIds: readonly string[],
  periodStart: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ key_id: string; adjustment: string }>(
    uow,
    `SELECT key_id, adjustment FROM quota_states
      WHERE usage_plan_id = $1 AND key_id = ANY ($2::text[]) AND period_start = $3`,
    [usagePlanId, keyIds, periodStart],
  );
  return new Map(rows.map((row) => [row.key_id, Number(row.adjustment)]));
}

/**
 * How often UpdateUsage has moved any period of the key under the plan; only grows. What the published
 * `quota` document carries.
 */
async function revision(uow: UnitOfWork, usagePlanId: string, keyId: string): Promise<number> {
  const rows = await query<{ revision: string | null }>(
    uow,
    `SELECT sum(revision) AS revision FROM quota_states WHERE usage_plan_id = $1 AND key_id = $2`,
    [usagePlanId, keyId],
  );
  return Number(rows[0]?.revision ?? 0);
}

interface StateName {
  readonly usage_plan_id: string;
  readonly key_id: string;
  readonly period_start: string;
}

interface StateRow {
  readonly number: string;
  readonly stale: boolean;
  readonly adjustment: string;
  readonly used: string;
  readonly held: string;
  readonly held_here: string;
}

interface PlanKeyRow {
  readonly usage_plan_id: string;
  readonly key_id: string;
  readonly quota: QuotaSettings | null;
  readonly member_since_ms: string | null;
}

function stateOf({ usagePlanId, keyId, periodStart }: QuotaName, row: StateRow): QuotaState {
  return {
    usagePlanId,
    keyId,
    periodStart,
    adjustment: Number(row.adjustment),
    used: Number(row.used),
    held: Number(row.held),
    heldHere: Number(row.held_here),
    stale: row.stale,
  };
}

function keyOf({ usagePlanId, keyId, periodStart }: QuotaName): string {
  return `${usagePlanId}/${keyId}/${periodStart}`;
}
