import { capturedKeptMs } from '#libs/api-definition';
import { captures, outbox, type Database } from '#libs/persistence';
import { inParts } from './in-parts.js';
import type { UpkeepRound } from './upkeep.js';

/** Of one transaction. */
const removedAtOnce = 100;

/**
 * Forgets captures a day after their end, with what they have captured, here and on gateways. The jobs are
 * picked up by the sweep of the outbox.
 */
export function capturesRound(database: Database): UpkeepRound {
  const removeSome = (beforeMs: number, atMost: number): Promise<number> =>
    database.write(async (uow) => {
      const removed = await captures.removeEnded(uow, beforeMs, atMost);
      for (const { id, accountId, region } of removed) {
        await outbox.add(uow, { accountId, region }, 'publish-capture', { captureId: id });
      }
      return removed.length;
    });
  return {
    name: 'captures',
    run: (nowMs, stopping) =>
      inParts(removedAtOnce, stopping, (atMost) => removeSome(nowMs - capturedKeptMs, atMost)),
  };
}
