import type { UnitOfWork } from '../unit-of-work.js';
import { meteringSenders } from '../metering-senders/metering-senders.js';
import { quotaLeases } from './quota-leases.js';
import { quotas } from './quotas.js';

/**
 * Gives what a gateway holds back to the pool, for one that will not return. Returns how many permits that were. Should it return after
 * all, what it spent is still counted, and a quota may then have let that much too many pass.
 */
export async function releaseLeases(uow: UnitOfWork, gatewayId: string): Promise<number> {
  await meteringSenders.lock(uow, gatewayId);
  const named = await quotaLeases.ofGateway(uow, gatewayId);
  if (named.length === 0) return 0;
  const held = new Map(named.map((lease) => [keyOf(lease), lease.held]));
  const states = await quotas.lock(uow, named);
  await quotas.save(
    uow,
    states.map((state) => ({ ...state, held: state.held - (held.get(keyOf(state)) ?? 0) })),
  );
  await quotaLeases.save(
    uow,
    gatewayId,
    named.map((lease) => ({ ...lease, held: 0 })),
  );
  return named.reduce((sum, lease) => sum + lease.held, 0);
}

function keyOf(of: { usagePlanId: string; keyId: string; periodStart: string }): string {
  return `${of.usagePlanId}/${of.keyId}/${of.periodStart}`;
}
