import type { ExchangeRequest } from '#libs/metering';
import {
  quotaLeases,
  quotas,
  type PlanQuota,
  type QuotaName,
  type QuotaPeriod,
  type QuotaState,
  type UnitOfWork,
} from '#libs/persistence';
import { isGrantable, periodEndOfDay, periodStartOfDay } from '#libs/rate-limits';
import { QuotaMap } from './quota-map.js';
import { pairName, type MeteringLedger } from './apply-exchange-to-ledger.js';

type Plans = ReadonlyMap<string, PlanQuota>;

/**
 * Reads and locks everything that an exchange names, of plans that are held; quotas that it is the first to
 * touch get their state here.
 */
export async function loadLedger(
  uow: UnitOfWork,
  request: ExchangeRequest,
  {
    plans,
    senderNumber,
    nowMs,
  }: { readonly plans: Plans; readonly senderNumber: number; readonly nowMs: number },
): Promise<MeteringLedger> {
  const { named, counted, wished } = quotasNamed(request, plans);
  if (request.releaseAll) {
    for (const held of await quotaLeases.ofSender(uow, senderNumber)) named.set(held, held);
  }
  // Periods of one kind never overlap.
  const overlapping = wished.filter(({ usagePlanId }) => plans.get(usagePlanId)?.periodChangedAt);
  const [membersSinceMs, locked, besides] = await Promise.all([
    membersSince(uow, wished, counted, plans),
    quotas.lock(uow, named.values(), senderNumber, plans),
    // After the locks: whoever held them has written both what it gave back and what it used.
    quotas.heldBesides(uow, overlapping),
  ]);
  const states = new QuotaMap<QuotaState>();
  for (const state of locked) states.set(state, state);
  // A request for permits makes no state where the quota grants none.
  for (const wish of wished) {
    const quota = plans.get(wish.usagePlanId)?.quota ?? null;
    const memberSinceMs = membersSinceMs.get(pairName(wish)) ?? null;
    if (isGrantable({ quota, memberSinceMs }, wish.periodStart, nowMs)) counted.set(wish, wish);
  }
  const missing = counted.values().filter((period) => states.get(period)?.stale !== false);
  for (const state of await quotas.lockOrCreate(uow, missing, senderNumber, plans)) states.set(state, state);
  const heldBesides = new QuotaMap<number>();
  for (const { held, ...name } of besides) heldBesides.set(name, held);
  return { plans, membersSinceMs, states, heldBesides };
}

/**
 * Since when keys are in their plans, of those for which it matters: permits are asked of them, or their
 * first period is another.
 */
async function membersSince(
  uow: UnitOfWork,
  wished: readonly QuotaPeriod[],
  counted: QuotaMap<QuotaPeriod>,
  plans: Plans,
): Promise<ReadonlyMap<string, number | null>> {
  const asked = new Map(wished.map((wish) => [pairName(wish), wish]));
  for (const use of counted.values()) {
    if (plans.get(use.usagePlanId)?.quota?.offset) asked.set(pairName(use), use);
  }
  if (asked.size === 0) return new Map();
  const found = await quotas.planKeys(uow, [...asked.values()]);
  return new Map(found.map((planKey) => [pairName(planKey), planKey.memberSinceMs]));
}

/** The plans that an exchange names, each once. */
export function plansNamed({ usage, leases }: ExchangeRequest): string[] {
  const ids = new Set<string>();
  for (const { usagePlanId } of usage) ids.add(usagePlanId);
  for (const { usagePlanId } of leases) ids.add(usagePlanId);
  return [...ids];
}

/**
 * `named`: all that may change; `counted`: those that must have a state; `wished`: those that permits are
 * requested of.
 */
function quotasNamed({ usage, leases }: ExchangeRequest, plans: Plans) {
  const named = new QuotaMap<QuotaName>();
  const counted = new QuotaMap<QuotaPeriod>();
  const wished: QuotaPeriod[] = [];
  for (const { usagePlanId, keyId, day, permitPeriod } of usage) {
    const quota = plans.get(usagePlanId)?.quota;
    if (quota) {
      const periodStart = periodStartOfDay(quota, day);
      const period = { usagePlanId, keyId, periodStart, periodEnd: periodEndOfDay(quota, day) };
      named.set(period, period);
      counted.set(period, period);
      if (permitPeriod === periodStart) continue;
    }
    if (permitPeriod === null) continue;
    const ofPermit = { usagePlanId, keyId, periodStart: permitPeriod };
    named.set(ofPermit, ofPermit);
  }
  for (const { usagePlanId, keyId, periodStart, wanted } of leases) {
    const quota = plans.get(usagePlanId)?.quota;
    const name = { usagePlanId, keyId, periodStart };
    named.set(name, name);
    if (!quota || wanted === 0) continue;
    wished.push({ ...name, periodEnd: periodEndOfDay(quota, periodStart) });
  }
  return { named, counted, wished };
}
