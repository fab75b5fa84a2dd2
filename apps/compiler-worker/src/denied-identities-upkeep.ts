import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { deniedIdentities, outbox, type Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { DATABASE, LOGGER } from './tokens.js';
import { UpkeepTimer } from './upkeep-timer.js';

/** Gateways whose clocks are behind still refuse by them meanwhile. */
const keptMs = 3_600_000;
/** Of one transaction. */
const removedAtOnce = 500;
/** Denied identities are of no region; what is shown of their jobs is shown in this one. */
const region = 'us-east-1';

/**
 * Forgets identities whose time is over, here and on gateways. Several workers may do so at once. The jobs
 * are picked up by the sweep of the outbox.
 */
@Injectable()
export class DeniedIdentitiesUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timer: UpkeepTimer;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LOGGER) log: Logger,
  ) {
    this.timer = new UpkeepTimer(
      (nowMs) => this.round(nowMs),
      (error) => log.warn('the upkeep of denied identities failed and is tried again', { error }),
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
    while (!this.timer.stopped && (await this.removeSome(nowMs - keptMs)) === removedAtOnce);
  }

  private removeSome(beforeMs: number): Promise<number> {
    return this.database.write(async (uow) => {
      const removed = await deniedIdentities.removeEnded(uow, beforeMs, removedAtOnce);
      for (const { id, accountId } of removed) {
        await outbox.add(uow, { accountId, region }, 'publish-denied-identity', { deniedIdentityId: id });
      }
      return removed.length;
    });
  }
}
