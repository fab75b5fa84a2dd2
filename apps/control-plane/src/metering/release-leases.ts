import { meteringSenders, quotaLeases, quotas, type Database } from '#libs/persistence';
import { quotaKey } from './settle-exchange.js';

/**
 * Gives what a gateway holds back to the pool, on the word of an operator that it will not return. Returns how many permits that were. Should it
 * return after all, what it spent is still counted, and a quota may then have let that much too many pass.
 */
export function releaseLeases(database: Database, gatewayId: string): Promise<number> {
  return database.write(async (uow) => {
    await meteringSenders.lock(uow, gatewayId);
    const named = await quotaLeases.ofGateway(uow, gatewayId);
    if (named.length === 0) return 0;
    const states = await quotas.lock(uow, named);
    const leases = new Map(named.map((lease) => [quotaKey(lease), lease]));
    const released = states.map((state) => ({
      ...state,
      held: state.held - (leases.get(quotaKey(state))?.held ?? 0),
    }));
    await quotas.save(uow, released);
    await quotaLeases.save(
      uow,
      gatewayId,
      named.map((lease) => ({ ...lease, held: 0 })),
    );
    return named.reduce((sum, lease) => sum + lease.held, 0);
  });
}
