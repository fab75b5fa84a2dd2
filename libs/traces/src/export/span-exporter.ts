import type { Logger } from '#libs/telemetry';
import { encodeSpans, type SpanScope } from '../spans/encode-spans.js';
import type { Span, SpanAttributes } from '../spans/span.js';
import type { Collector, CollectorOutcome } from './collector.js';

export interface SpanExporterOptions {
  readonly collector: Collector;
  /** What all spans say of this process. */
  readonly resource: SpanAttributes;
  readonly scope: SpanScope;
  readonly log: Pick<Logger, 'warn'>;
  /** Spans that wait at most; 2,048, as OpenTelemetry's batch processor has it. */
  readonly queueMax?: number;
  /** Spans of one call at most. */
  readonly batchMax?: number;
  /** How long a span waits for others to go with it. */
  readonly delayMs?: number;
  /** Before the second attempt; doubled from one to the next. */
  readonly retryMs?: number;
}

/** What has become of the spans so far. */
export interface SpanCounts {
  /** The collector has them. */
  exported: number;
  /** The queue was full, or the collector did not answer in the end. */
  dropped: number;
  /** The collector did not want them. */
  refused: number;
  readonly waiting: number;
}

const attemptsMax = 5;
const waitMsMax = 60_000;
/** For what waits when the process stops. */
const flushMsMax = 3_000;
const warnEveryMs = 60_000;

/**
 * Sends spans to a collector: many at a time, one call at a time, beside what the process does. Whoever adds
 * a span waits for nothing; when the queue is full it is dropped and counted.
 */
export class SpanExporter {
  private readonly options: Required<SpanExporterOptions>;
  private queue: Span[] = [];
  private readonly counted = { exported: 0, dropped: 0, refused: 0 };
  private timer: NodeJS.Timeout | null = null;
  private sending: Promise<void> | null = null;
  private wake: (() => void) | null = null;
  private closed = false;
  private warnedAtMs = 0;

  constructor(options: SpanExporterOptions) {
    this.options = { queueMax: 2_048, batchMax: 256, delayMs: 1_000, retryMs: 1_000, ...options };
  }

  add(span: Span): void {
    const { queueMax, batchMax, delayMs } = this.options;
    if (this.closed || this.queue.length >= queueMax) {
      this.counted.dropped += 1;
      return;
    }
    this.queue.push(span);
    if (this.sending !== null) return;
    // A whole batch does not wait for the others of its second.
    if (this.queue.length === batchMax) this.start(0);
    else if (this.timer === null) this.start(delayMs);
  }

  counts(): SpanCounts {
    return { ...this.counted, waiting: this.queue.length };
  }

  /** Sends what waits, for a bounded time; what is left is dropped. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.wake?.();
    const ended = setTimeout(() => void this.options.collector.close(), flushMsMax);
    await (this.sending ?? this.sendAll());
    clearTimeout(ended);
    await this.options.collector.close();
  }

  private start(afterMs: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.sending = this.sendAll().finally(() => (this.sending = null));
    }, afterMs);
    this.timer.unref();
  }

  private async sendAll(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.queue.slice(0, this.options.batchMax);
      this.queue = this.queue.slice(batch.length);
      await this.sendBatch(batch);
    }
  }

  private async sendBatch(batch: readonly Span[]): Promise<void> {
    const { collector, resource, scope, retryMs } = this.options;
    const body = encodeSpans(resource, scope, batch);
    for (let attempt = 1; ; attempt++) {
      const outcome = await collector.send(body);
      if (outcome.kind === 'taken') {
        const refused = Math.min(outcome.refused, batch.length);
        this.counted.refused += refused;
        this.counted.exported += batch.length - refused;
        if (refused > 0) this.warn(refused, 'the collector refused a part of them');
        return;
      }
      if (outcome.kind === 'refused' || attempt === attemptsMax || this.closed) {
        return this.lose(batch.length, outcome);
      }
      await this.pause(waitMs(outcome.afterMs, retryMs * 2 ** (attempt - 1)));
    }
  }

  private lose(count: number, { kind, reason }: Exclude<CollectorOutcome, { kind: 'taken' }>): void {
    this.counted[kind === 'refused' ? 'refused' : 'dropped'] += count;
    this.warn(count, reason);
  }

  /** Once a minute: a collector that is away must not fill the log. */
  private warn(count: number, reason: string): void {
    const nowMs = Date.now();
    if (nowMs - this.warnedAtMs < warnEveryMs) return;
    this.warnedAtMs = nowMs;
    this.options.log.warn('spans were lost on their way to the collector', {
      count,
      reason,
      ...this.counts(),
    });
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/**
 * Retry-After where the collector has said so, else the back-off, spread by a half so that gateways disperse.
 */
function waitMs(afterMs: number | null, backOffMs: number): number {
  return Math.min(waitMsMax, afterMs ?? backOffMs * (0.75 + Math.random() / 2));
}
