import type { ExchangeRequest } from '#libs/metering';
import { quotaLeases, quotas, type QuotaName, type QuotaPeriod, type UnitOfWork } from '#libs/persistence';
import { isGrantable, periodEndOfDay, periodStartOfDay } from './quota-terms.js';
import { pairName, quotaKey, type MeteringLedger } from './settle-exchange.js';

/** Reads and locks everything that an exchange names; quotas that it is the first to touch get their state here. */
export async function loadLedger(
  uow: UnitOfWork,
  request: ExchangeRequest,
  nowMs: number,
): Promise<MeteringLedger> {
  const pairs = new Map([...request.usage, ...request.leases].map((of) => [pairName(of), of]));
  await quotas.holdPlans(uow, [...new Set([...pairs.values()].map(({ usagePlanId }) => usagePlanId))]);
  const planKeys = new Map(
    pairs.size === 0
      ? []
      : (await quotas.planKeys(uow, [...pairs.values()])).map((found) => [pairName(found), found]),
  );

  // `counted`: states that must exist; `named`: all that may change.
  const counted = new Map<string, QuotaPeriod>();
  const named = new Map<string, QuotaName>();
  const wished: QuotaPeriod[] = [];
  for (const { usagePlanId, keyId, day, permitPeriod } of request.usage) {
    if (permitPeriod !== null) put(named, { usagePlanId, keyId, periodStart: permitPeriod });
    const quota = planKeys.get(pairName({ usagePlanId, keyId }))?.quota;
    if (!quota) continue;
    const periodStart = periodStartOfDay(quota, day);
    put(counted, { usagePlanId, keyId, periodStart, periodEnd: periodEndOfDay(quota, day) });
  }
  for (const { usagePlanId, keyId, periodStart, wanted } of request.leases) {
    put(named, { usagePlanId, keyId, periodStart });
    const planKey = planKeys.get(pairName({ usagePlanId, keyId }));
    if (!planKey?.quota || !isGrantable(planKey, periodStart, nowMs)) continue;
    const period = { usagePlanId, keyId, periodStart, periodEnd: periodEndOfDay(planKey.quota, periodStart) };
    put(counted, period);
    if (wanted > 0) wished.push(period);
  }
  const heldByAll = request.releaseAll ? await quotaLeases.ofGateway(uow, request.gatewayId) : [];
  for (const name of [...counted.values(), ...heldByAll]) put(named, name);

  const names = [...named.values()];
  const states = new Map(
    (names.length === 0 ? [] : await quotas.lock(uow, names)).map((row) => [quotaKey(row), row]),
  );
  const missing = [...counted.values()].filter((name) => states.get(quotaKey(name))?.stale !== false);
  for (const row of await quotas.lockOrCreate(uow, missing)) states.set(quotaKey(row), row);
  const heldBesides = await quotas.heldBesides(uow, wished);

  const leases = names.length === 0 ? [] : await quotaLeases.among(uow, request.gatewayId, names);
  return { planKeys, states, heldBesides, leases: new Map(leases.map((row) => [quotaKey(row), row])) };
}

function put<T extends QuotaName>(names: Map<string, T>, name: T): void {
  names.set(quotaKey(name), name);
}
