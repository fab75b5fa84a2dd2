import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { explanations, type Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { DATABASE, LOGGER } from './tokens.js';
import { UpkeepTimer } from './upkeep-timer.js';

const keptMs = 24 * 3_600_000;
/** Some gigabytes: an attack of refused requests must not fill the disk within a day. */
const kept = 1_000_000;
/** Of one transaction. */
const removedAtOnce = 5_000;

/** Forgets how requests went a day ago. Several workers may do so at once. */
@Injectable()
export class ExplanationsUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timer: UpkeepTimer;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LOGGER) log: Logger,
  ) {
    this.timer = new UpkeepTimer(
      (nowMs) => this.round(nowMs),
      (error) => log.warn('the upkeep of explanations failed and is tried again', { error }),
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
    const removeSome = (): Promise<number> =>
      this.database.write((uow) => explanations.removeOld(uow, nowMs - keptMs, kept, removedAtOnce));
    while (!this.timer.stopped && (await removeSome()) === removedAtOnce);
  }
}
