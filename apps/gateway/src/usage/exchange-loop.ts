import { randomBytes } from 'node:crypto';
import type { ExchangeResponse, ExchangeRefusal, ExchangeRequest, HelloResponse } from '#libs/metering';
import { Contact, type ContactOptions } from './contact.js';
import type { Journal } from './journal.js';
import type { Leases } from './leases.js';

export interface ExchangeLoopOptions extends ContactOptions {
  readonly gatewayId: string;
  readonly journal: Journal;
  readonly leases: Leases;
  /** Between two exchanges while there is usage; the report is as old as this. */
  readonly intervalMs?: number;
}

/**
 * An exchange with nothing to say is posted so often, so that the control plane knows which gateways share
 * its pools.
 */
const heartbeatMs = 3000;
/** What becomes due within this time goes into one exchange. */
const coalesceMs = 2;

/**
 * The gateway's side of the metering exchange (rules in `#libs/metering`): one exchange at a time, each
 * posted until it is answered. Starts with a hello and the replay of what an earlier life of the process has
 * left in the journal.
 */
export class ExchangeLoop {
  private incarnation = newIncarnation();
  private greeted = false;
  private exchange = 0;
  private watermark = 0;
  /** Up to where the journal may hold spent permits of an earlier incarnation; null when none can. */
  private replayTo: number | null = null;
  private pending: ExchangeRequest | null = null;
  private isFenced = false;
  private stopping = false;
  private flushRequested = false;
  private readonly contact: Contact;
  private wake: () => void = () => undefined;
  private running: Promise<void> | null = null;

  constructor(private readonly options: ExchangeLoopOptions) {
    this.contact = new Contact(options);
  }

  /** True once no exchange has succeeded for longer than the grace; see `Contact`. */
  get away(): boolean {
    return this.contact.away;
  }

  /**
   * Another process posts in this one's name: nothing is sent any more, until an operator has cleared that
   * up.
   */
  get fenced(): boolean {
    return this.isFenced;
  }

  /** False while the control plane does not answer. */
  get connected(): boolean {
    return this.contact.failures === 0 && !this.isFenced;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** There is something that cannot wait. */
  flushSoon(): void {
    if (this.flushRequested) return;
    this.flushRequested = true;
    if (this.contact.failures === 0) setTimeout(() => this.wake(), coalesceMs);
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

  status() {
    const { watermark, exchange, connected, fenced } = this;
    return {
      sender: this.options.gatewayId,
      connected,
      sinceExchangeMs: this.contact.sinceGoodMs,
      away: this.away,
      fenced,
      exchange,
      watermark,
      replaying: this.replayTo !== null,
    };
  }

  private async run(): Promise<void> {
    while (!this.isFenced && !(this.stopping && this.isDone())) {
      const answered = this.greeted ? await this.exchangeOnce() : await this.hello();
      if (!answered) {
        if (this.stopping) return;
        await this.pause(this.contact.backOffMs());
      } else if (!this.hasMore()) {
        await this.pause(this.options.intervalMs ?? 200);
      }
    }
  }

  private isDone(): boolean {
    if (this.contact.failures > 0) return true;
    return this.greeted && this.pending === null && !this.hasMore() && !this.options.leases.hasReports;
  }

  private hasMore(): boolean {
    if (!this.greeted || this.pending !== null || this.replayTo !== null || this.flushRequested) return true;
    return this.stopping && this.options.journal.hasAfter(this.watermark);
  }

  private async hello(): Promise<boolean> {
    const { gatewayId, journal, leases } = this.options;
    journal.flush();
    const body = await this.send('/_tollgate/metering/hello', { gatewayId, incarnation: this.incarnation });
    if (body === null) return false;
    const { watermark } = body as HelloResponse;
    journal.skipTo(watermark);
    journal.forget(watermark);
    // Nothing that was in hand counts from here on; what was spent of it is in the journal up to here.
    leases.revoke();
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
      this.contact.failed();
      this.options.log.error('the journal cannot be read: usage is reported later', { error });
      return false;
    }
    if (this.pending === null) return true;
    const incarnation = this.incarnation;
    const body = await this.send('/_tollgate/metering/exchange', this.pending);
    if (body === null || incarnation !== this.incarnation) return false;
    const response = body as ExchangeResponse;
    if (this.pending.releaseAll) this.replayTo = null;
    this.exchange = this.pending.exchange;
    this.watermark = response.watermark;
    this.pending = null;
    this.options.leases.take(response.grants);
    this.options.journal.forget(response.watermark);
    return true;
  }

  private nextExchange(): ExchangeRequest | null {
    const { gatewayId, journal, leases } = this.options;
    this.flushRequested = false;
    const batch = journal.readAfter(this.watermark);
    const releaseAll = this.replayTo !== null && (batch.toSequence >= this.replayTo || !batch.more);
    // Wishes wait for the end of the replay: what is granted before would be released with the rest.
    const reports = this.replayTo === null || releaseAll ? leases.reports() : [];
    const quiet = batch.usage.length === 0 && reports.length === 0 && !releaseAll;
    if (quiet && this.contact.sinceLastPostMs < heartbeatMs) return null;
    if (batch.more) this.flushRequested = true;
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

  /** The response's content, or null when there is none to go on with. */
  private async send(path: string, message: object): Promise<unknown> {
    const response = await this.contact.post(path, message);
    if (response === null) this.options.leases.disconnected();
    else if (response.ok) return response.content;
    else this.refused(response.content as ExchangeRefusal);
    return null;
  }

  private refused(refusal: ExchangeRefusal): void {
    const { log, leases, gatewayId } = this.options;
    leases.revoke();
    this.pending = null;
    if (refusal.reason === 'stale-incarnation') {
      // Counting on would mix two journals. What is in this one stays there for whoever clears this up.
      this.isFenced = true;
      log.error(
        'another process posts usage in the name of this journal: usage is kept here and no longer sent',
        { gatewayId },
      );
      return;
    }
    log.warn('the control plane and the journal disagree: starting over from its watermark', {
      reason: refusal.reason,
    });
    this.incarnation = newIncarnation();
    this.greeted = false;
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
