import { exchangeBounds, type ExchangeRequest, type LeaseGrant } from '#libs/metering';
import type { PlanKey, QuotaLease, QuotaName, QuotaState, UsageDay, UsageHour } from '#libs/persistence';
import { blockSize } from '#libs/rate-limits';
import { allowance, isGrantable, periodStartOfDay } from './quota-terms.js';

/** What the database says, all of it locked, about everything that an exchange names. Changed in place by `settleExchange`. */
export interface MeteringLedger {
  readonly planKeys: ReadonlyMap<string, PlanKey>;
  readonly states: ReadonlyMap<string, Mutable<QuotaState>>;
  /** Permits on lease for overlapping periods of another length, where there are any. */
  readonly heldBesides: ReadonlyMap<string, number>;
  /** What the posting gateway holds. */
  readonly leases: Map<string, Mutable<QuotaLease>>;
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What an exchange adds to the report, and what it grants. */
export interface Settlement {
  readonly days: readonly UsageDay[];
  readonly hours: readonly UsageHour[];
  readonly grants: readonly LeaseGrant[];
}

/**
 * Applies one exchange to the ledger: counts what was used, takes back what was returned, and only then grants. Every permit is at any
 * time in exactly one place (pool, a gateway's lease, used), and moves between them only here, so no order of exchanges, repeats
 * and crashes can grant more than the allowance; `lease-protocol.spec.ts` walks through all of them.
 */
export function settleExchange(
  ledger: MeteringLedger,
  request: ExchangeRequest,
  context: { readonly nowMs: number; readonly activeGateways: number },
): Settlement {
  const touched = new Map<string, UsageDay>();
  const hours = new Map<string, UsageHour>();
  for (const use of request.usage) {
    const planKey = ledger.planKeys.get(pairName(use));
    if (use.permitPeriod !== null)
      takeFromLease(ledger, { ...use, periodStart: use.permitPeriod }, use.count);
    const state = planKey?.quota && stateOf(ledger, use, periodStartOfDay(planKey.quota, use.day));
    if (state) state.used += use.count;
    // Plans and keys that are gone are still counted: what was served is billed.
    const name = `${pairName(use)}/${use.day}`;
    const { usagePlanId, keyId, day, hour } = use;
    const inHour = (hours.get(`${name}/${hour}`)?.used ?? 0) + use.count;
    hours.set(`${name}/${hour}`, { usagePlanId, keyId, day, hour, used: inHour });
    const used = (touched.get(name)?.used ?? 0) + use.count;
    touched.set(name, { usagePlanId, keyId, day, used, remaining: null });
  }
  for (const lease of request.leases) takeFromLease(ledger, lease, lease.returned);
  if (request.releaseAll)
    for (const lease of ledger.leases.values()) takeFromLease(ledger, lease, lease.held);

  const days = [...touched.values()].map((day) => ({ ...day, remaining: remainingOf(ledger, day) }));
  const wishes = request.leases.filter((lease) => lease.wanted > 0);
  return {
    days,
    hours: [...hours.values()],
    grants: wishes.map((wish) => grant(ledger, request.gatewayId, wish, wish.wanted, context)),
  };
}

/** `<plan>/<key>`: how a ledger names what the definition says of a key under a plan. */
export function pairName(of: { readonly usagePlanId: string; readonly keyId: string }): string {
  return `${of.usagePlanId}/${of.keyId}`;
}

/** `<plan>/<key>/<first day>`: how a ledger names a quota. */
export function quotaKey(of: QuotaName): string {
  return `${of.usagePlanId}/${of.keyId}/${of.periodStart}`;
}

/** Allowance less use, and less than 0 after a limit was cut; null without a quota. */
export function remainingNow(
  ledger: MeteringLedger,
  use: Pick<UsageDay, 'usagePlanId' | 'keyId' | 'day'>,
): number | null {
  const planKey = ledger.planKeys.get(pairName(use));
  if (!planKey?.quota) return null;
  const periodStart = periodStartOfDay(planKey.quota, use.day);
  const state = stateOf(ledger, use, periodStart);
  return state ? allowance(planKey, planKey.quota, periodStart, state.adjustment) - state.used : null;
}

function remainingOf(ledger: MeteringLedger, use: UsageDay): number | null {
  const remaining = remainingNow(ledger, use);
  return remaining === null ? null : Math.max(0, remaining);
}

function stateOf(ledger: MeteringLedger, of: { usagePlanId: string; keyId: string }, periodStart: string) {
  return ledger.states.get(quotaKey({ usagePlanId: of.usagePlanId, keyId: of.keyId, periodStart }));
}

/** Never more than the lease holds: an operator may have released it meanwhile, believing that the gateway will not return. */
function takeFromLease(ledger: MeteringLedger, name: QuotaName, wanted: number): void {
  const lease = ledger.leases.get(quotaKey(name));
  const state = ledger.states.get(quotaKey(name));
  if (!lease || !state) return;
  const count = Math.min(wanted, lease.held);
  lease.held -= count;
  state.held -= count;
}

function grant(
  ledger: MeteringLedger,
  gatewayId: string,
  name: QuotaName,
  wanted: number,
  context: { readonly nowMs: number; readonly activeGateways: number },
): LeaseGrant {
  const { usagePlanId, keyId, periodStart } = name;
  const planKey = ledger.planKeys.get(pairName(name));
  const state = ledger.states.get(quotaKey(name));
  if (!planKey?.quota || !state || !isGrantable(planKey, periodStart, context.nowMs)) {
    return { usagePlanId, keyId, periodStart, granted: 0, remaining: 0, heldElsewhere: 0 };
  }
  const besides = ledger.heldBesides.get(quotaKey(name)) ?? 0;
  const given = allowance(planKey, planKey.quota, periodStart, state.adjustment);
  const pool = given - state.used - state.held - besides;
  const { activeGateways } = context;
  const granted = blockSize({ remaining: pool, wanted, activeGateways, blockMax: exchangeBounds.blockMax });
  const lease = ledger.leases.get(quotaKey(name)) ?? { gatewayId, usagePlanId, keyId, periodStart, held: 0 };
  lease.held += granted;
  state.held += granted;
  ledger.leases.set(quotaKey(name), lease);
  return {
    usagePlanId,
    keyId,
    periodStart,
    granted,
    remaining: Math.max(0, pool - granted),
    heldElsewhere: state.held - lease.held + besides,
  };
}
