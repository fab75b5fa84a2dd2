import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { quotaLeases, quotas, releaseLeases, usagePartitions, type Database } from '#libs/persistence';
import { utcDay } from '#libs/rate-limits';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from './config.js';
import { CONFIG, DATABASE, LOGGER } from './tokens.js';
import { UpkeepTimer } from './upkeep-timer.js';

/** Partitions are there before their month begins; gateways whose clocks are ahead find theirs too. */
const monthsAhead = 2;
/** As late as usage usually comes in; should it come later, its quota is counted anew from the days. */
const quotasKeptMs = 3 * 86_400_000;

/**
 * Looks after the tables of metering: makes the partitions of the months to come, forgets old months, the
 * hours of months less old, and quotas whose period is over, and releases, where the operator wants that,
 * what a gateway holds that has not been heard of for long. Several workers may do so at once.
 */
@Injectable()
export class MeteringUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timer: UpkeepTimer;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: CompilerWorkerConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.timer = new UpkeepTimer(
      (nowMs) => this.round(nowMs),
      (error) => log.warn('the upkeep of usage tables failed and is tried again', { error }),
    );
  }

  onApplicationBootstrap(): void {
    this.timer.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.timer.stop();
  }

  /** One round, at a moment. */
  async round(nowMs: number): Promise<void> {
    await this.keepMonths(nowMs);
    await this.database.write((uow) => quotas.removeEnded(uow, utcDay(nowMs - quotasKeptMs)));
    if (this.config.leaseReleaseHours > 0) await this.releaseSilent(nowMs);
  }

  private async keepMonths(nowMs: number): Promise<void> {
    const { usageKeepMonths, usageHourlyKeepMonths } = this.config;
    for (let month = 0; month <= monthsAhead; month++) {
      await this.database.write((uow) => usagePartitions.make(uow, firstOfMonth(nowMs, month)));
    }
    const oldest = firstOfMonth(nowMs, -usageKeepMonths);
    const dropped = await this.database.write((uow) => usagePartitions.dropBefore(uow, oldest));
    if (dropped.length > 0) this.log.info('old usage was forgotten', { dropped });
    const oldestHours = firstOfMonth(nowMs, -usageHourlyKeepMonths);
    // One month per transaction.
    for (let name: string | null = ''; name !== null && !this.timer.stopped;) {
      name = await this.database.write((uow) => usagePartitions.dropHoursBefore(uow, oldestHours));
      if (name !== null) this.log.info('old usage per hour was forgotten', { of: name });
    }
  }

  private async releaseSilent(nowMs: number): Promise<void> {
    const silentSinceMs = nowMs - this.config.leaseReleaseHours * 3_600_000;
    for (const gateway of await this.database.read((uow) => quotaLeases.list(uow))) {
      if (gateway.lastSeenAtMs !== null && gateway.lastSeenAtMs >= silentSinceMs) continue;
      const released = await this.database.write((uow) => releaseLeases(uow, gateway.gatewayId));
      this.log.warn('permits of a gateway that is silent for long were released', { ...gateway, released });
    }
  }
}

/** The first day of the month a number of months away. */
function firstOfMonth(nowMs: number, months: number): string {
  const now = new Date(nowMs);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}
