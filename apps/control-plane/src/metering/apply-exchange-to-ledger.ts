import type { QuotaSettings } from '#libs/api-definition';
import { exchangeBounds, type ExchangeRequest, type LeaseGrant } from '#libs/metering';
import type { PlanQuota, QuotaName, QuotaState, UsageCounted } from '#libs/persistence';
import { allowance, blockSize, isGrantable, periodStartOfDay } from '#libs/rate-limits';
import { QuotaMap } from './quota-map.js';

/**
 * What the database says, all of it locked, about everything that an exchange names. States are changed in
 * place by `applyExchangeToLedger`.
 */
export interface MeteringLedger {
  /** By plan. */
  readonly plans: ReadonlyMap<string, PlanQuota>;
  /**
   * By `pairName`, where it matters: of keys that permits are asked of, and of those whose plan has an offset
   * in the first period.
   */
  readonly membersSinceMs: ReadonlyMap<string, number | null>;
  /** `heldHere` is what the posting gateway holds. */
  readonly states: QuotaMap<Mutable<QuotaState>>;
  /** Permits on lease for overlapping periods of another length, where there are any. */
  readonly heldBesides: QuotaMap<number>;
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What an exchange adds to the report, and what it grants. */
export interface LedgerChanges {
  /** One per plan, key, day and hour. */
  readonly usage: readonly UsageCounted[];
  readonly grants: readonly LeaseGrant[];
}

/**
 * Applies one exchange to the ledger: counts what was used, takes back what was returned, and only then
 * grants. Every permit is at any time in exactly one place (pool, a gateway's lease, used), and moves between
 * them only here, so no order of exchanges, repeats and crashes can grant more than the allowance;
 * `lease-protocol.spec.ts` walks through all of them.
 */
export function applyExchangeToLedger(
  ledger: MeteringLedger,
  request: ExchangeRequest,
  context: { readonly nowMs: number; readonly activeGateways: number },
): LedgerChanges {
  const usage: Mutable<UsageCounted>[] = [];
  const ofHours: QuotaMap<Mutable<UsageCounted>>[] = [];
  for (const { usagePlanId, keyId, day, hour, permitPeriod, count } of request.usage) {
    const ofPermit =
      permitPeriod === null
        ? undefined
        : ledger.states.get({ usagePlanId, keyId, periodStart: permitPeriod });
    if (ofPermit) takeBack(ofPermit, count);
    const ofDay = stateOfDay(ledger, usagePlanId, keyId, day);
    if (ofDay) ofDay.used += count;
    // Plans and keys that are gone are still counted: what was served is billed.
    const ofHour = (ofHours[hour] ??= new QuotaMap());
    const name = { usagePlanId, keyId, periodStart: day };
    const before = ofHour.get(name);
    if (before) {
      before.used += count;
      continue;
    }
    const counted = { usagePlanId, keyId, day, hour, used: count, remaining: null };
    ofHour.set(name, counted);
    usage.push(counted);
  }
  for (const lease of request.leases) {
    const state = lease.returned > 0 ? ledger.states.get(lease) : undefined;
    if (state) takeBack(state, lease.returned);
  }
  if (request.releaseAll) for (const state of ledger.states.values()) takeBack(state, state.heldHere);

  for (const use of usage) {
    const remaining = remainingNow(ledger, use);
    if (remaining !== null) use.remaining = Math.max(0, remaining);
  }
  const wishes = request.leases.filter((lease) => lease.wanted > 0);
  return { usage, grants: wishes.map((wish) => grant(ledger, wish, wish.wanted, context)) };
}

/** `<plan>/<key>`: how a ledger names a key under a plan. */
export function pairName(of: { readonly usagePlanId: string; readonly keyId: string }): string {
  return `${of.usagePlanId}/${of.keyId}`;
}

/** Allowance less use, and less than 0 after a limit was cut; null without a quota. */
export function remainingNow(
  ledger: MeteringLedger,
  { usagePlanId, keyId, day }: Pick<UsageCounted, 'usagePlanId' | 'keyId' | 'day'>,
): number | null {
  const state = stateOfDay(ledger, usagePlanId, keyId, day);
  const quota = ledger.plans.get(usagePlanId)?.quota;
  return state && quota ? allowanceOf(ledger, state, quota) - state.used : null;
}

function allowanceOf(ledger: MeteringLedger, state: QuotaState, quota: QuotaSettings): number {
  const memberSinceMs = quota.offset === 0 ? null : memberSince(ledger, state);
  return allowance({ memberSinceMs }, quota, state.periodStart, state.adjustment);
}

function memberSince(ledger: MeteringLedger, name: QuotaName): number | null {
  return ledger.membersSinceMs.get(pairName(name)) ?? null;
}

function stateOfDay(ledger: MeteringLedger, usagePlanId: string, keyId: string, day: string) {
  const quota = ledger.plans.get(usagePlanId)?.quota;
  if (!quota) return undefined;
  return ledger.states.get({ usagePlanId, keyId, periodStart: periodStartOfDay(quota, day) });
}

/**
 * Never more than the gateway holds: an operator may have released it meanwhile, believing that the gateway
 * will not return.
 */
function takeBack(state: Mutable<QuotaState>, wanted: number): void {
  const count = Math.min(wanted, state.heldHere);
  state.heldHere -= count;
  state.held -= count;
}

function grant(
  ledger: MeteringLedger,
  name: QuotaName,
  wanted: number,
  { nowMs, activeGateways }: { readonly nowMs: number; readonly activeGateways: number },
): LeaseGrant {
  const { usagePlanId, keyId, periodStart } = name;
  const quota = ledger.plans.get(usagePlanId)?.quota ?? null;
  const state = ledger.states.get(name);
  const memberSinceMs = memberSince(ledger, name);
  if (!quota || !state || !isGrantable({ quota, memberSinceMs }, periodStart, nowMs)) {
    return { usagePlanId, keyId, periodStart, granted: 0, remaining: 0, heldElsewhere: 0 };
  }
  const besides = ledger.heldBesides.get(name) ?? 0;
  const pool = allowanceOf(ledger, state, quota) - state.used - state.held - besides;
  const granted = blockSize({ remaining: pool, wanted, activeGateways, blockMax: exchangeBounds.blockMax });
  state.heldHere += granted;
  state.held += granted;
  return {
    usagePlanId,
    keyId,
    periodStart,
    granted,
    remaining: Math.max(0, pool - granted),
    heldElsewhere: state.held - state.heldHere + besides,
  };
}
