import { deniedIdentities, outbox, type Database } from '#libs/persistence';
import { inParts } from './in-parts.js';
import type { UpkeepRound } from './upkeep.js';

/** Gateways whose clocks are behind still refuse by them meanwhile. */
const keptMs = 3_600_000;
/** Of one transaction. */
const removedAtOnce = 500;
/** Denied identities are of no region; what is shown of their jobs is shown in this one. */
const region = 'us-east-1';

/**
 * Forgets identities whose time is over, here and on gateways. The jobs are picked up by the sweep of the
 * outbox.
 */
export function deniedIdentitiesRound(database: Database): UpkeepRound {
  const removeSome = (beforeMs: number, atMost: number): Promise<number> =>
    database.write(async (uow) => {
      const removed = await deniedIdentities.removeEnded(uow, beforeMs, atMost);
      for (const { id, accountId } of removed) {
        await outbox.add(uow, { accountId, region }, 'publish-denied-identity', { deniedIdentityId: id });
      }
      return removed.length;
    });
  return {
    name: 'denied identities',
    run: (nowMs, stopping) =>
      inParts(removedAtOnce, stopping, (atMost) => removeSome(nowMs - keptMs, atMost)),
  };
}
