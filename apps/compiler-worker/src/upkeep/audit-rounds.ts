import { auditChain, outbox, type Database } from '#libs/persistence';
import type { CompilerWorkerConfig } from '../config.js';
import { inParts } from './in-parts.js';
import type { UpkeepRound } from './upkeep.js';

/** How long an event may be without its place in the chain, about. */
const linkEveryMs = 1_000;
/** Of one transaction. */
const linkedAtOnce = 500;
const removedAtOnce = 1_000;
const publishedEveryMs = 3_600_000;
const dayMs = 86_400_000;
/** Chains are of no region; what is shown of their jobs is shown in this one. */
const region = 'us-east-1';

/**
 * Give audit events their places in the chains of their accounts, have the ends of these published to
 * gateways every hour, and forget events that are old.
 */
export function auditRounds(
  database: Database,
  config: Pick<CompilerWorkerConfig, 'auditKeepDays'>,
): readonly UpkeepRound[] {
  return [
    {
      name: 'chains of audit events',
      everyMs: linkEveryMs,
      run: async (nowMs, stopping) => {
        for (const accountId of await database.read((uow) => auditChain.waiting(uow))) {
          await inParts(linkedAtOnce, stopping, (atMost) =>
            database.write((uow) => auditChain.extend(uow, accountId, atMost)),
          );
        }
        await publishHeads(database, nowMs);
      },
    },
    {
      name: 'old audit events',
      run: (nowMs, stopping) =>
        inParts(removedAtOnce, stopping, (atMost) =>
          database.write((uow) => auditChain.removeOldest(uow, nowMs - config.auditKeepDays * dayMs, atMost)),
        ),
    },
  ];
}

/** The jobs are picked up by the sweep of the outbox. */
function publishHeads(database: Database, nowMs: number): Promise<void> {
  return database.write(async (uow) => {
    for (const accountId of await auditChain.headsToPublish(uow, nowMs - publishedEveryMs)) {
      await auditChain.notePublished(uow, accountId, nowMs);
      await outbox.add(uow, { accountId, region }, 'publish-audit-head', { accountId });
    }
  });
}
