import type { ApiMetricsSource, MetricsRow } from '#libs/metrics';
import { EventTally } from './event-tally.js';
import { EventTotals } from './event-totals.js';
import { RequestTally } from './request-tally.js';
import { RequestTotals } from './request-totals.js';

/** What is counted of a stage, or of a method or route of it. */
export type ApiSeries = RequestSeries | EventSeries;

/** Of a REST or an HTTP API. */
export class RequestSeries {
  readonly tally = new RequestTally();
  /** How often in a row it had nothing to hand in. */
  idleTimes = 0;

  constructor(
    readonly source: ApiMetricsSource,
    /** Shared by all trials of a canary, which Prometheus does not tell apart. */
    readonly totals = new RequestTotals(),
  ) {}

  row(minute: number): MetricsRow {
    const { source, tally } = this;
    return { minute, source, counters: tally.counters(source.set), latencies: tally.latencies() };
  }

  /** What was handed in is counted in all, and counts no more. */
  handedIn(): void {
    this.totals.add(this.tally);
    this.tally.clear();
  }
}

/** Of a WebSocket API. */
export class EventSeries {
  readonly tally = new EventTally();
  idleTimes = 0;

  constructor(
    readonly source: ApiMetricsSource,
    readonly totals = new EventTotals(),
  ) {}

  row(minute: number): MetricsRow {
    const { source, tally } = this;
    return { minute, source, counters: tally.counters(), latencies: tally.latencies() };
  }

  handedIn(): void {
    this.totals.add(this.tally);
    this.tally.clear();
  }
}

/** An empty series that goes on with the totals of the one before. */
export function newSeries(source: ApiMetricsSource, totals?: ApiSeries['totals']): ApiSeries {
  return source.set === 'WebSocketApi'
    ? new EventSeries(source, totals instanceof EventTotals ? totals : undefined)
    : new RequestSeries(source, totals instanceof RequestTotals ? totals : undefined);
}
