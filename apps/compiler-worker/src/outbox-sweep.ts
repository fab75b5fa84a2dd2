import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { outbox, publishedDocuments, type Database } from '#libs/persistence';
import {
  createJobProducer,
  toJob,
  unknownToEarlierReleases,
  type JobProducer,
  type QueueSettings,
} from '#libs/queue';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from './config.js';
import { DATABASE, CONFIG, LOGGER, QUEUE } from './tokens.js';

const sweepEveryMs = 1_000;
/** Younger rows are about to be put into the queue by whoever wrote them. */
const openForMs = 1_000;
const cleanEveryMs = 10 * 60_000;

/**
 * Puts jobs into the queue that a crash, or a queue that was away, has left in the outbox, and those that a
 * worker of an earlier release gave up for not knowing them; forgets what was done, and taken back from the
 * feed, long ago. Several workers may do so at once: a job that is in the queue
 * already is not added again.
 */
@Injectable()
export class OutboxSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly producer: JobProducer;
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;
  private cleanedAtMs = 0;
  private failing = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(QUEUE) queue: QueueSettings,
    @Inject(CONFIG) private readonly config: CompilerWorkerConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.producer = createJobProducer(queue);
  }

  onApplicationBootstrap(): void {
    this.next(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.sweeping;
    await this.producer.close();
  }

  private next(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.round().finally(() => this.next(sweepEveryMs));
    }, delayMs);
  }

  private async round(): Promise<void> {
    try {
      await this.sweep();
      await this.clean();
      this.failing = false;
    } catch (error) {
      // Once, not every second for as long as Postgres or the queue is away.
      if (!this.failing) this.log.warn('the outbox could not be swept', { error });
      this.failing = true;
    }
  }

  private async sweep(): Promise<void> {
    await this.database.write((uow) => outbox.retryGivenUp(uow, unknownToEarlierReleases));
    const rows = await this.database.read((uow) => outbox.open(uow, Date.now() - openForMs));
    await this.producer.enqueue(rows.map(toJob));
  }

  private async clean(): Promise<void> {
    const now = Date.now();
    if (now - this.cleanedAtMs < cleanEveryMs) return;
    this.cleanedAtMs = now;
    const { outboxKeepHours, feedKeepHours } = this.config;
    await this.database.write((uow) => outbox.removeDone(uow, now - outboxKeepHours * 3_600_000));
    await this.database.write((uow) => publishedDocuments.forgetBefore(uow, now - feedKeepHours * 3_600_000));
  }
}
