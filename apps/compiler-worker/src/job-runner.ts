import { setTimeout as delay } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { outbox, publishedDocuments, type Database } from '#libs/persistence';
import { startJobConsumer, type Job, type JobConsumer, type QueueSettings } from '#libs/queue';
import { describeError, type Logger } from '#libs/telemetry';
import type { Tracer, Work } from '#libs/traces';
import type { CompilerWorkerConfig } from './config.js';
import { AlarmNotifier } from './alarms/alarm-notifier.js';
import { gatewaysLacking } from './publishers/gateways-lacking.js';
import { publish } from './publishers/publish.js';
import { CONFIG, DATABASE, LOGGER, QUEUE, TRACER } from './tokens.js';

const connectAgainMs = 1_000;

/**
 * Takes jobs from the queue and keeps their record in the outbox: of failures what a log may have, since
 * drivers quote what they worked on. Ends only when its running jobs have ended.
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private consumer: JobConsumer | null = null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(QUEUE) private readonly queue: QueueSettings,
    @Inject(CONFIG) private readonly config: CompilerWorkerConfig,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(TRACER) private readonly tracer: Tracer,
    private readonly notifier: AlarmNotifier,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    while (this.consumer === null) {
      try {
        this.consumer = await startJobConsumer(this.queue, {
          process: (job) => this.tracer.run(workOf(job), () => this.run(job)),
          onFailed: (job, attempt, reason) => this.recordFailure(job, attempt, reason),
          onDead: (job, reason) => this.recordDeath(job, reason),
          concurrency: this.config.concurrency,
        });
      } catch (error) {
        this.log.warn('waiting for the queue', { error });
        await delay(connectAgainMs);
      }
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.consumer?.close();
  }

  /** Of the last jobs. */
  async onApplicationShutdown(): Promise<void> {
    await this.tracer.close();
  }

  private async run(job: Job): Promise<void> {
    const row = await this.database.read((uow) => outbox.find(uow, job.id));
    // The queue may deliver a job again after it has ended, and the record forgets what was done long ago.
    if (!row || row.doneAtMs !== null) return;
    const startedAt = performance.now();
    if (job.name === 'notify-of-alarm') return this.notifier.run(job.id, job.payload);
    const published = await publish(this.database, job, this.tracer);
    const tookMs = Math.round(performance.now() - startedAt);
    for (const { gatewayId, lacks } of await gatewaysLacking(this.database, published)) {
      this.log.warn('a gateway lacks what this needs, and goes on serving what it had', {
        gatewayId,
        lacks,
        job: job.name,
        payload: job.payload,
      });
    }
    this.log.debug('job done', { job: job.name, jobId: job.id, payload: job.payload, tookMs });
  }

  private async recordFailure(job: Job, attempt: number, reason: Error): Promise<void> {
    this.log.warn('job failed', {
      job: job.name,
      jobId: job.id,
      payload: job.payload,
      attempt,
      error: reason,
    });
    const { message } = describeError(reason);
    await this.database.write((uow) => outbox.recordFailure(uow, job.id, message));
  }

  private async recordDeath(job: Job, reason: Error): Promise<void> {
    const { message } = describeError(reason);
    await this.database.write(async (uow) => {
      await outbox.recordFailure(uow, job.id, message);
      // Left open, so that the sweep puts it into the queue again: whom it is for may be back by then.
      if (job.name === 'notify-of-alarm' && (await this.notifier.hasTime(uow, job.payload))) return;
      await outbox.markDead(uow, job.id, message);
      // A management call may be waiting for this job.
      await publishedDocuments.announce(uow);
    });
  }
}

/** By the semantic conventions for messaging; in the trace of whoever put the job into the queue. */
function workOf({ id, name, trace }: Job): Work {
  return {
    name: `process ${name}`,
    kind: 'consumer',
    parent: trace ?? null,
    attributes: {
      'messaging.system': 'bullmq',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': name,
      'messaging.message.id': id,
    },
  };
}
