import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { resolutions } from '#libs/cloudwatch';
import { metricPartitions, metricRollUps, metricSeries, type Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { DATABASE, LOGGER } from './tokens.js';
import { UpkeepTimer } from './upkeep-timer.js';

const dayMs = 86_400_000;
/** Partitions are there before their time begins; gateways whose clocks are ahead find theirs too. */
const daysAhead = 2;
/** Hours of series in one transaction, for which gateways' reports wait. */
const rolledUpAtOnce = 200;
/** After an hour has ended its last minute is still reported; what comes later has it rolled up again. */
const lateMs = 60_000;

/**
 * Looks after the data of metrics: makes partitions, rolls minutes up into five minutes and hours, and
 * forgets what is too old. Several workers may do so at once, and each may die at any point: an hour is
 * rolled up in one transaction with the note that it is.
 */
@Injectable()
export class MetricsUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timer: UpkeepTimer;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.timer = new UpkeepTimer(
      (nowMs) => this.round(nowMs),
      (error) => log.warn('the upkeep of metrics failed and is tried again', { error }),
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
    await this.makePartitions(nowMs);
    await this.rollUp(nowMs - lateMs);
    await this.forget(nowMs);
  }

  private async makePartitions(nowMs: number): Promise<void> {
    for (const { seconds } of resolutions) {
      for (let day = 0; day <= daysAhead; day += 1) {
        await this.database.write((uow) => metricPartitions.make(uow, seconds, nowMs + day * dayMs));
      }
    }
  }

  private async rollUp(endedBeforeMs: number): Promise<void> {
    for (const owner of await this.database.read((uow) => metricRollUps.owners(uow, endedBeforeMs))) {
      let done = rolledUpAtOnce;
      while (done === rolledUpAtOnce && !this.timer.stopped) {
        done = await this.database.write((uow) =>
          metricRollUps.some(uow, owner, endedBeforeMs, rolledUpAtOnce),
        );
      }
    }
  }

  private async forget(nowMs: number): Promise<void> {
    for (const { seconds, keptDays } of resolutions) {
      const beforeMs = nowMs - keptDays * dayMs;
      const dropped = await this.database.write((uow) => metricPartitions.dropBefore(uow, seconds, beforeMs));
      if (dropped.length > 0) this.log.info('old metrics were forgotten', { dropped });
    }
    const oldestMs = nowMs - Math.max(...resolutions.map(({ keptDays }) => keptDays)) * dayMs;
    await this.database.write((uow) => metricSeries.removeSilent(uow, oldestMs));
  }
}
