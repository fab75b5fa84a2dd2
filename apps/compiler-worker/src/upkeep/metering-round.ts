import { quotaLeases, quotas, releaseLeases, usagePartitions, type Database } from '#libs/persistence';
import { utcDay } from '#libs/rate-limits';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from '../config.js';
import type { UpkeepRound } from './upkeep.js';

/** Partitions are there before their month begins; gateways whose clocks are ahead find theirs too. */
const monthsAhead = 2;
/** As late as usage usually comes in; should it come later, its quota is counted anew from the days. */
const quotasKeptMs = 3 * 86_400_000;

/**
 * Looks after the tables of metering: makes the partitions of the months to come, forgets old months, the
 * hours of months less old, and quotas whose period is over, and releases, where the operator wants that,
 * what a gateway holds that has not been heard of for long.
 */
export function meteringRound(database: Database, config: CompilerWorkerConfig, log: Logger): UpkeepRound {
  return {
    name: 'usage tables',
    run: async (nowMs, stopping) => {
      await keepMonths(database, config, log, nowMs, stopping);
      await database.write((uow) => quotas.removeEnded(uow, utcDay(nowMs - quotasKeptMs)));
      if (config.leaseReleaseHours > 0) await releaseSilent(database, config, log, nowMs);
    },
  };
}

async function keepMonths(
  database: Database,
  config: CompilerWorkerConfig,
  log: Logger,
  nowMs: number,
  stopping: AbortSignal,
): Promise<void> {
  const { usageKeepMonths, usageHourlyKeepMonths } = config;
  for (let month = 0; month <= monthsAhead; month++) {
    await database.write((uow) => usagePartitions.make(uow, firstOfMonth(nowMs, month)));
  }
  const oldest = firstOfMonth(nowMs, -usageKeepMonths);
  const dropped = await database.write((uow) => usagePartitions.dropBefore(uow, oldest));
  if (dropped.length > 0) log.info('old usage was forgotten', { dropped });
  const oldestHours = firstOfMonth(nowMs, -usageHourlyKeepMonths);
  // One month per transaction.
  for (let name: string | null = ''; name !== null && !stopping.aborted;) {
    name = await database.write((uow) => usagePartitions.dropHoursBefore(uow, oldestHours));
    if (name !== null) log.info('old usage per hour was forgotten', { of: name });
  }
}

async function releaseSilent(
  database: Database,
  config: CompilerWorkerConfig,
  log: Logger,
  nowMs: number,
): Promise<void> {
  const silentSinceMs = nowMs - config.leaseReleaseHours * 3_600_000;
  for (const gateway of await database.read((uow) => quotaLeases.list(uow))) {
    if (gateway.lastSeenAtMs !== null && gateway.lastSeenAtMs >= silentSinceMs) continue;
    const released = await database.write((uow) => releaseLeases(uow, gateway.gatewayId));
    log.warn('permits of a gateway that is silent for long were released', { ...gateway, released });
  }
}

/** The first day of the month a number of months away. */
function firstOfMonth(nowMs: number, months: number): string {
  const now = new Date(nowMs);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}
