import type { UnitOfWork } from '../database/unit-of-work.js';
import { meteringSenders } from './metering-senders.js';
import { quotaLeases } from './quota-leases.js';
import { quotas } from './quotas.js';

/**
 * Gives what a gateway holds back to the pool, for one that will not return. Returns how many permits that
 * were. Should it return after all, what it spent is still counted, and a quota may then have let that much
 * too many pass.
 */
export async function releaseLeases(uow: UnitOfWork, gatewayId: string): Promise<number> {
  const sender = await meteringSenders.lock(uow, gatewayId);
  if (!sender) return 0;
  const states = await quotas.lock(uow, await quotaLeases.ofSender(uow, sender.number), sender.number);
  const released = states.map((state) => ({ ...state, held: state.held - state.heldHere, heldHere: 0 }));
  await quotas.save(uow, released, sender.number);
  return states.reduce((sum, state) => sum + state.heldHere, 0);
}
