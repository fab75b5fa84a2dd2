import { explanations, type Database } from '#libs/persistence';
import { inParts } from './in-parts.js';
import type { UpkeepRound } from './upkeep.js';

const keptMs = 24 * 3_600_000;
/** Some gigabytes: an attack of refused requests must not fill the disk within a day. */
const usuallyKept = 1_000_000;
/** Of one transaction. */
const removedAtOnce = 5_000;

/** Forgets how requests went a day ago, and earlier where there are too many. */
export function explanationsRound(database: Database, kept = usuallyKept): UpkeepRound {
  return {
    name: 'explanations',
    run: (nowMs, stopping) =>
      inParts(removedAtOnce, stopping, (atMost) =>
        database.write((uow) => explanations.removeOld(uow, nowMs - keptMs, kept, atMost)),
      ),
  };
}
