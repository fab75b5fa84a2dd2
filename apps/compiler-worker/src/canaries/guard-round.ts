import { canaryTrials, DatabaseUnavailableError, type Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { UpkeepRound } from '../upkeep/upkeep.js';
import { advanceTrial } from './advance-trial.js';

/** How soon a canary that breaks its rule is found out. */
const everyMs = 2_000;

/**
 * Judges guarded canaries, each by itself: one that cannot be judged does not keep the others from it.
 * Whatever the number of workers, each trial is decided once.
 */
export function guardRound(database: Database, log: Pick<Logger, 'info' | 'error'>): UpkeepRound {
  return {
    name: 'guarded canaries',
    everyMs,
    run: async (_, stopping) => {
      for (const trial of await database.read((uow) => canaryTrials.list(uow))) {
        if (stopping.aborted) return;
        const { restApiId, stageName } = trial;
        try {
          const record = await advanceTrial(database, trial);
          if (record) log.info('a guarded canary was decided', { restApiId, stageName, ...record });
        } catch (error) {
          if (error instanceof DatabaseUnavailableError) throw error;
          log.error('a guarded canary cannot be judged', { restApiId, stageName, error });
        }
      }
    },
  };
}
