import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  quotaLeases,
  quotas,
  releaseLeases,
  usagePartitions,
  type Database,
  type UsageTable,
} from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from './config.js';
import { CONFIG, DATABASE, LOGGER } from './runtime.js';

const everyMs = 10 * 60_000;
const retryMs = 10_000;
/** Partitions are there before their month begins; gateways whose clocks are ahead find theirs too. */
const monthsAhead = 2;

/**
 * Looks after the tables of metering: makes the partitions of the months to come, forgets old months and quotas whose period is long over,
 * and releases, where the operator wants that, what a gateway holds that has not been heard of for long. Several workers may do so at once.
 */
@Injectable()
export class MeteringUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: CompilerWorkerConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.next(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** One round, at a moment; what the clock does every ten minutes. */
  async round(nowMs: number): Promise<void> {
    await this.keepMonths('usage_daily', this.config.usageKeepMonths, nowMs);
    await this.keepMonths('usage_hourly', this.config.usageHourlyKeepMonths, nowMs);
    await this.database.write((uow) => quotas.removeEnded(uow, dayOf(nowMs, -2)));
    if (this.config.leaseReleaseHours > 0) await this.releaseSilent(nowMs);
  }

  private next(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round(Date.now()).then(
        () => this.next(everyMs),
        (error: unknown) => {
          this.log.warn('the upkeep of usage tables failed and is tried again', { error });
          this.next(retryMs);
        },
      );
    }, delayMs);
  }

  private async keepMonths(table: UsageTable, months: number, nowMs: number): Promise<void> {
    for (let month = 0; month <= monthsAhead; month++) {
      await this.database.write((uow) => usagePartitions.make(uow, table, dayOf(nowMs, month)));
    }
    const oldest = dayOf(nowMs, -months);
    const dropped = await this.database.write((uow) => usagePartitions.dropBefore(uow, table, oldest));
    if (dropped.length > 0) this.log.info('old usage was forgotten', { dropped });
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

/** The first day of the month that is so many months away. */
function dayOf(nowMs: number, months: number): string {
  const now = new Date(nowMs);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}
