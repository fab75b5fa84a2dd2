import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { ExchangeAnswer, ExchangeRefusal, ExchangeRequest, HelloAnswer } from '#libs/metering';
import type { Logger } from '#libs/telemetry';
import type { Journal } from './journal.js';
import type { Leases } from './leases.js';

/** Posts a message to the control plane; rejects when no answer comes. */
export type Post = (
  path: string,
  body: string,
) => Promise<{ readonly status: number; readonly body: string }>;

export interface ExchangeLoopOptions {
  readonly gatewayId: string;
  readonly journal: Journal;
  readonly leases: Leases;
  readonly post: Post;
  readonly log: Logger;
  /** Between two exchanges while there is usage; the report is as old as this. */
  readonly intervalMs?: number;
  /** For how long no exchange may succeed before the control plane counts as away; 30 s unless told. */
  readonly graceMs?: number;
  /** A clock that never steps; milliseconds. */
  readonly steadyMs?: () => number;
}

/** An exchange with nothing to say is posted so often, so that the control plane knows which gateways share its pools. */
const heartbeatMs = 3000;
/** What becomes due within this time goes into one exchange. */
const coalesceMs = 2;
const backOffMinMs = 50;
const backOffMaxMs = 1000;

/**
 * The gateway's side of the metering exchange (rules in `#libs/metering`): one exchange at a time, each posted until it is answered. Starts with
 * a hello and the replay of what an earlier life of the process has left in the journal.
 */
export class ExchangeLoop {
  private incarnation = newIncarnation();
  private greeted = false;
  private exchange = 0;
  private watermark = 0;
  /** Up to where the journal may hold spent permits of an earlier incarnation; null when that is settled. */
  private replayTo: number | null = null;
  private pending: ExchangeRequest | null = null;
  private failures = 0;
  private fenced = false;
  private stopping = false;
  private hurried = false;
  private lastPostMs = 0;
  /** When the first of the posts that failed in a row was made; null after one that was answered. */
  private unreachableSinceMs: number | null = null;
  private readonly steadyMs: () => number;
  private wake: () => void = () => undefined;
  private running: Promise<void> | null = null;

  constructor(private readonly options: ExchangeLoopOptions) {
    this.steadyMs = options.steadyMs ?? (() => performance.now());
  }

  /**
   * True once no exchange has succeeded for longer than the grace. A control plane that is slow, restarting or busy is not away: its quotas
   * hold, and requests wait for permits. Nor is one away that fences this process off.
   */
  get away(): boolean {
    if (this.unreachableSinceMs === null) return false;
    return this.steadyMs() - this.unreachableSinceMs >= (this.options.graceMs ?? 30_000);
  }

  /** False while the control plane does not answer. */
  get connected(): boolean {
    return this.failures === 0 && !this.fenced;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** There is something that cannot wait. */
  hurry(): void {
    if (this.hurried) return;
    this.hurried = true;
    if (this.failures === 0) setTimeout(() => this.wake(), coalesceMs);
  }

  /** Hands in what there is, for at most so long, and ends. */
  async stop(graceMs: number): Promise<void> {
    this.options.leases.returnAll();
    this.stopping = true;
    this.wake();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)));
    await Promise.race([this.running, late]);
    clearTimeout(timer);
  }

  status(): Readonly<Record<string, unknown>> {
    const { watermark, exchange, connected, fenced } = this;
    return {
      sender: this.options.gatewayId,
      connected,
      away: this.away,
      fenced,
      exchange,
      watermark,
      replaying: this.replayTo !== null,
    };
  }

  private async run(): Promise<void> {
    while (!this.fenced && !(this.stopping && this.isDone())) {
      const answered = this.greeted ? await this.exchangeOnce() : await this.hello();
      if (!answered) {
        if (this.stopping) return;
        await this.pause(
          Math.min(backOffMaxMs, backOffMinMs * 2 ** (this.failures - 1)) * (0.5 + Math.random() / 2),
        );
      } else if (!this.hasMore()) {
        await this.pause(this.options.intervalMs ?? 200);
      }
    }
  }

  private isDone(): boolean {
    if (this.failures > 0) return true;
    return this.greeted && this.pending === null && !this.hasMore() && !this.options.leases.hasReports;
  }

  private hasMore(): boolean {
    if (!this.greeted || this.pending !== null || this.replayTo !== null || this.hurried) return true;
    return this.stopping && this.options.journal.hasAfter(this.watermark);
  }

  private async hello(): Promise<boolean> {
    const { gatewayId, journal, leases } = this.options;
    journal.flush();
    const body = await this.send('/_tollgate/metering/hello', { gatewayId, incarnation: this.incarnation });
    if (body === null) return false;
    const { watermark } = body as HelloAnswer;
    journal.skipTo(watermark);
    journal.forget(watermark);
    // Nothing that was in hand counts from here on; what was spent of it is in the journal up to here.
    leases.forfeit();
    journal.flush();
    this.replayTo = journal.lastWritten;
    this.watermark = watermark;
    this.exchange = 0;
    this.greeted = true;
    return true;
  }

  /** Posts the exchange that is open, or the next one when there is something to say. */
  private async exchangeOnce(): Promise<boolean> {
    try {
      this.pending ??= this.nextExchange();
    } catch (error) {
      this.failed(this.steadyMs());
      this.options.log.error('the journal cannot be read: usage is reported later', { error });
      return false;
    }
    if (this.pending === null) return true;
    const incarnation = this.incarnation;
    const body = await this.send('/_tollgate/metering/exchange', this.pending);
    if (body === null || incarnation !== this.incarnation) return false;
    const answer = body as ExchangeAnswer;
    if (this.pending.releaseAll) this.replayTo = null;
    this.exchange = this.pending.exchange;
    this.watermark = answer.watermark;
    this.pending = null;
    this.options.leases.take(answer.grants);
    this.options.journal.forget(answer.watermark);
    return true;
  }

  private nextExchange(): ExchangeRequest | null {
    const { gatewayId, journal, leases } = this.options;
    this.hurried = false;
    const batch = journal.readAfter(this.watermark);
    const releaseAll = this.replayTo !== null && (batch.toSequence >= this.replayTo || !batch.more);
    // Wishes wait for the end of the replay: what is granted before would be released with the rest.
    const reports = this.replayTo === null || releaseAll ? leases.reports() : [];
    const quiet = batch.usage.length === 0 && reports.length === 0 && !releaseAll;
    if (quiet && Date.now() - this.lastPostMs < heartbeatMs) return null;
    if (batch.more) this.hurried = true;
    return {
      gatewayId,
      incarnation: this.incarnation,
      exchange: this.exchange + 1,
      fromSequence: this.watermark,
      toSequence: batch.toSequence,
      releaseAll,
      usage: batch.usage,
      leases: reports,
    };
  }

  /** The answer's content, or null when there is none to go on with. */
  private async send(path: string, message: object): Promise<unknown> {
    this.lastPostMs = Date.now();
    const postedMs = this.steadyMs();
    try {
      const { status, body } = await this.options.post(path, JSON.stringify(message));
      if (status === 200) {
        if (this.failures > 0) this.options.log.info('the control plane takes usage again');
        this.failures = 0;
        this.unreachableSinceMs = null;
        return JSON.parse(body);
      }
      if (status === 409) return this.refused(JSON.parse(body) as ExchangeRefusal);
      throw new Error(`the control plane answered ${status}`);
    } catch (error) {
      this.failed(postedMs);
      if (this.failures === 1) {
        this.options.log.warn('the control plane does not take usage: the journal keeps it', { error });
      }
      this.options.leases.disconnected();
      return null;
    }
  }

  private failed(sinceMs: number): void {
    this.failures += 1;
    this.unreachableSinceMs ??= sinceMs;
  }

  private refused(refusal: ExchangeRefusal): null {
    const { log, leases, gatewayId } = this.options;
    this.unreachableSinceMs = null;
    leases.forfeit();
    this.pending = null;
    this.failures += 1;
    if (refusal.reason === 'stale-incarnation') {
      // Counting on would mix two journals. What is in this one stays there for whoever clears this up.
      this.fenced = true;
      log.error(
        'another process posts usage in the name of this journal: usage is kept here and no longer sent',
        { gatewayId },
      );
      return null;
    }
    log.warn('the control plane and the journal disagree: starting over from its watermark', {
      reason: refusal.reason,
    });
    this.incarnation = newIncarnation();
    this.greeted = false;
    return null;
  }

  private pause(ms: number): Promise<void> {
    if (this.stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function newIncarnation(): string {
  return randomBytes(12).toString('hex');
}
