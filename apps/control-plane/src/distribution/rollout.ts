import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { gateways, outbox, type Database, type OutboxRow } from '#libs/persistence';
import type { Job, JobProducer } from '#libs/queue';
import type { Logger } from '#libs/telemetry';
import type { Tracer } from '#libs/traces';
import type { ControlPlaneConfig } from '../config.js';
import { CONFIG, DATABASE, LOGGER, TRACER } from '../tokens.js';
import { beginSending } from './begin-sending.js';
import { SingleFlight } from './single-flight.js';
import { Signals } from './signals.js';

/** Injection token of the JobProducer. */
export const JOB_PRODUCER = Symbol('job producer');

/**
 * From the commit of a change to its effect: hands the jobs to the queue, then waits until they have
 * published and every connected gateway serves what they published. Bounded, and never in the way: the sweep
 * makes up for whatever fails here.
 */
@Injectable()
export class Rollout implements OnApplicationShutdown {
  private readonly awaited = new Map<string, number>();
  private readonly rowReads = new SingleFlight<ReadonlyMap<string, OutboxRow>>();
  private readonly gatewayReads = new SingleFlight<number | null>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(JOB_PRODUCER) private readonly producer: JobProducer,
    private readonly signals: Signals,
    @Inject(CONFIG) private readonly config: ControlPlaneConfig,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(TRACER) private readonly tracer: Tracer,
  ) {}

  /**
   * When HTTP is closed, since the last calls have jobs to hand on; before Postgres is, since Nest ends what
   * is global last.
   */
  async onApplicationShutdown(): Promise<void> {
    await this.producer.close();
  }

  /**
   * Hands jobs, whose outbox rows are committed, to the queue and waits, for a bounded time, until they are
   * done and the connected gateways serve what they have published. Never rejects: a queue that is away is
   * left to the sweep.
   */
  async awaitLive(jobs: readonly Job[]): Promise<void> {
    await this.tracer.runPart({ name: 'await rollout', kind: 'internal' }, () => this.follow(jobs));
  }

  private async follow(jobs: readonly Job[]): Promise<void> {
    const giveUpAt = performance.now() + this.config.deployWaitMs;
    // Before the jobs can run: whatever they publish raises it.
    const { version } = this.signals.feed;
    this.enqueue(jobs);
    if (this.config.deployWaitMs === 0) return;
    const ids = jobs.map(({ id }) => id);
    try {
      const seq = await this.published(ids, version, giveUpAt);
      if (seq !== null) await this.applied(ids, seq, giveUpAt);
    } catch (error) {
      // The change is committed, so its response must not be an error.
      this.log.warn('a rollout could not be followed', { outboxIds: ids, error });
    }
  }

  private enqueue(jobs: readonly Job[]): void {
    const sending = beginSending(this.tracer, jobs);
    this.producer.enqueue(sending.jobs).then(
      () => sending.end({ hasFailed: false }),
      (error: unknown) => {
        sending.end({ hasFailed: true });
        this.log.warn('jobs are left to the sweep: the queue is away', {
          jobs: jobs.map(({ id }) => id),
          error,
        });
      },
    );
  }

  /**
   * The newest sequence number that the jobs have published; null when one of them is dead or the time is up.
   */
  private async published(
    outboxIds: readonly string[],
    before: number,
    giveUpAt: number,
  ): Promise<number | null> {
    for (const id of outboxIds) this.awaited.set(id, (this.awaited.get(id) ?? 0) + 1);
    try {
      for (let seen = before; ;) {
        await this.signals.feed.waitBeyond(seen, giveUpAt - performance.now());
        const { version } = this.signals.feed;
        if (version === seen) {
          this.noteLate(outboxIds, 'published');
          return null;
        }
        seen = version;
        const known = await this.rowReads.run(String(version), () => this.readRows());
        // A read that began before this call does not know its rows.
        const rows = outboxIds.every((id) => known.has(id)) ? known : await this.readRows();
        const mine = outboxIds.flatMap((id) => rows.get(id) ?? []);
        if (mine.every(({ publishedSeq }) => publishedSeq !== null)) {
          return Math.max(0, ...mine.map(({ publishedSeq }) => publishedSeq ?? 0));
        }
        if (mine.some(({ deadAtMs }) => deadAtMs !== null)) return null;
      }
    } finally {
      for (const id of outboxIds) {
        const left = (this.awaited.get(id) ?? 1) - 1;
        if (left === 0) this.awaited.delete(id);
        else this.awaited.set(id, left);
      }
    }
  }

  private async applied(outboxIds: readonly string[], seq: number, giveUpAt: number): Promise<void> {
    for (;;) {
      const version = this.signals.gateways.version;
      const lowest = await this.gatewayReads.run(String(version), () =>
        this.database.read((uow) => gateways.lowestApplied(uow)),
      );
      if (lowest === null || lowest >= seq) return;
      await this.signals.gateways.waitBeyond(version, giveUpAt - performance.now());
      if (this.signals.gateways.version === version)
        return this.noteLate(outboxIds, 'served by every gateway');
    }
  }

  /**
   * Said in the log alone: the change is committed and on its way, only its call does not wait for it any
   * longer.
   */
  private noteLate(outboxIds: readonly string[], state: string): void {
    this.log.warn('a change is not live at the return of its call', { outboxIds, notYet: state });
  }

  private async readRows(): Promise<ReadonlyMap<string, OutboxRow>> {
    const ids = [...this.awaited.keys()];
    const rows = await this.database.read((uow) => outbox.findMany(uow, ids));
    return new Map(rows.map((row) => [row.id, row]));
  }
}
