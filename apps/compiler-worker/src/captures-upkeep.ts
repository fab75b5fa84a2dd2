import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { capturedKeptMs } from '#libs/api-definition';
import { captures, outbox, type Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { DATABASE, LOGGER } from './tokens.js';
import { UpkeepTimer } from './upkeep-timer.js';

/** Of one transaction. */
const removedAtOnce = 100;

/**
 * Forgets captures a day after their end, with what they have captured, here and on gateways. Several workers
 * may do so at once. The jobs are picked up by the sweep of the outbox.
 */
@Injectable()
export class CapturesUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timer: UpkeepTimer;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LOGGER) log: Logger,
  ) {
    this.timer = new UpkeepTimer(
      (nowMs) => this.round(nowMs),
      (error) => log.warn('the upkeep of captures failed and is tried again', { error }),
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
    while (!this.timer.stopped && (await this.removeSome(nowMs - capturedKeptMs)) === removedAtOnce);
  }

  private removeSome(beforeMs: number): Promise<number> {
    return this.database.write(async (uow) => {
      const removed = await captures.removeEnded(uow, beforeMs, removedAtOnce);
      for (const { id, accountId, region } of removed) {
        await outbox.add(uow, { accountId, region }, 'publish-capture', { captureId: id });
      }
      return removed.length;
    });
  }
}
