import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { auditChain, outbox, type Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from './config.js';
import { CONFIG, DATABASE, LOGGER } from './tokens.js';
import { UpkeepTimer } from './upkeep-timer.js';

/** How long an event may be without its place in the chain, about. */
const linkEveryMs = 1_000;
/** Of one transaction. */
const linkedAtOnce = 500;
const removedAtOnce = 1_000;
const publishEveryMs = 3_600_000;
const forgetEveryMs = 10 * 60_000;
const dayMs = 86_400_000;
/** Chains are of no region; what is shown of their jobs is shown in this one. */
const region = 'us-east-1';

/**
 * Gives audit events their places in the chains of their accounts, has the ends of these published to
 * gateways every hour, and forgets events that are old. Several workers may do so at once.
 */
@Injectable()
export class AuditUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timer: UpkeepTimer;
  private forgottenAtMs = 0;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Pick<CompilerWorkerConfig, 'auditKeepDays'>,
    @Inject(LOGGER) log: Logger,
  ) {
    this.timer = new UpkeepTimer(
      (nowMs) => this.round(nowMs),
      (error) => log.warn('the upkeep of audit events failed and is tried again', { error }),
      linkEveryMs,
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
    for (const accountId of await this.database.read((uow) => auditChain.waiting(uow))) {
      const linkSome = () => this.database.write((uow) => auditChain.extend(uow, accountId, linkedAtOnce));
      while (!this.timer.stopped && (await linkSome()) === linkedAtOnce);
    }
    await this.publishHeads(nowMs);
    if (nowMs - this.forgottenAtMs < forgetEveryMs) return;
    await this.forget(nowMs - this.config.auditKeepDays * dayMs);
    this.forgottenAtMs = nowMs;
  }

  /** The jobs are picked up by the sweep of the outbox. */
  private async publishHeads(nowMs: number): Promise<void> {
    await this.database.write(async (uow) => {
      for (const accountId of await auditChain.headsToPublish(uow, nowMs - publishEveryMs)) {
        await auditChain.notePublished(uow, accountId, nowMs);
        await outbox.add(uow, { accountId, region }, 'publish-audit-head', { accountId });
      }
    });
  }

  private async forget(beforeMs: number): Promise<void> {
    const removeSome = () =>
      this.database.write((uow) => auditChain.removeOldest(uow, beforeMs, removedAtOnce));
    while (!this.timer.stopped && (await removeSome()) > 0);
  }
}
