import { resolutions } from '#libs/cloudwatch';
import { metricPartitions, metricRollUps, metricSeries, type Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { inParts } from './in-parts.js';
import type { UpkeepRound } from './upkeep.js';

const dayMs = 86_400_000;
/** Partitions are there before their time begins; gateways whose clocks are ahead find theirs too. */
const daysAhead = 2;
/** Hours of series in one transaction, for which gateways' reports wait. */
const rolledUpAtOnce = 200;
/** After an hour has ended its last minute is still reported; what comes later has it rolled up again. */
const lateMs = 60_000;

/**
 * Looks after the data of metrics: makes partitions, rolls minutes up into five minutes and hours, and
 * forgets what is too old. A worker may die at any point of it: an hour is rolled up in one transaction with
 * the note that it is.
 */
export function metricsRound(database: Database, log: Logger): UpkeepRound {
  return {
    name: 'metrics',
    run: async (nowMs, stopping) => {
      await makePartitions(database, nowMs);
      await rollUp(database, nowMs - lateMs, stopping);
      await forget(database, log, nowMs);
    },
  };
}

async function makePartitions(database: Database, nowMs: number): Promise<void> {
  for (const { seconds } of resolutions) {
    for (let day = 0; day <= daysAhead; day += 1) {
      await database.write((uow) => metricPartitions.make(uow, seconds, nowMs + day * dayMs));
    }
  }
}

async function rollUp(database: Database, endedBeforeMs: number, stopping: AbortSignal): Promise<void> {
  for (const owner of await database.read((uow) => metricRollUps.owners(uow, endedBeforeMs))) {
    await inParts(rolledUpAtOnce, stopping, (atMost) =>
      database.write((uow) => metricRollUps.some(uow, owner, endedBeforeMs, atMost)),
    );
  }
}

async function forget(database: Database, log: Logger, nowMs: number): Promise<void> {
  for (const { seconds, keptDays } of resolutions) {
    const beforeMs = nowMs - keptDays * dayMs;
    const dropped = await database.write((uow) => metricPartitions.dropBefore(uow, seconds, beforeMs));
    if (dropped.length > 0) log.info('old metrics were forgotten', { dropped });
  }
  const oldestMs = nowMs - Math.max(...resolutions.map(({ keptDays }) => keptDays)) * dayMs;
  await database.write((uow) => metricSeries.removeSilent(uow, oldestMs));
}
