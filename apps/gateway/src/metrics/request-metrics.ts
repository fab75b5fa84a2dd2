import { encodeMetricsBlocks, type MetricsRow } from '#libs/metrics';
import type { ActiveStage } from '../invocation/active-stage.js';
import type { RecordReader, RequestRecord } from '../invocation/record/request-record.js';
import type { Observations } from '../observability/observations.js';
import type { ReasonCode } from '../refusals/reason-code.js';
import { ApiSeriesTable } from './api-series.js';
import { KeySeriesTable, type KeySeries } from './key-series.js';
import { OpenConnections } from './open-connections.js';
import { EventSeries, type ApiSeries } from './series.js';

export interface RequestMetricsOptions {
  readonly observations: Pick<Observations, 'hand'>;
  readonly seriesMax?: number;
  readonly keysNamed?: number;
  readonly keysMax?: number;
  /** The stages whose canaries are on trial. */
  readonly trials?: () => Iterable<ActiveStage>;
  /** The stage of a WebSocket connection. */
  readonly findStage?: (apiId: string, stageName: string) => ActiveStage | undefined;
  /** For the start and for connections; later minutes of requests are told by the records. */
  readonly nowMs?: () => number;
}

/** What is counted is handed in so often; a SIGKILL loses what was counted since. */
export const handInEveryMs = 5_000;
const minuteMs = 60_000;
/** An hour without a request. */
const idleTimesMax = 720;

/**
 * Counts requests of APIs, of methods with detailed metrics, and of keys, for CloudWatch's minutes and
 * Prometheus' totals. Requests that ended before their stage was known are no API's (guide page "Amazon API
 * Gateway dimensions and metrics"); of them refusals are counted alone.
 */
export class RequestMetrics implements RecordReader {
  readonly apis: ApiSeriesTable;
  readonly keys: KeySeriesTable;
  /** Watches the WebSocket connections of this process. */
  readonly connections: OpenConnections;
  /** Why requests were refused, and how often. */
  readonly refusals = new Map<ReasonCode, number>();
  private minuteStartsAtMs: number;
  private readonly nowMs: () => number;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly options: RequestMetricsOptions) {
    const { seriesMax = 5_000, keysNamed = 500, keysMax = 10_000, nowMs = Date.now } = options;
    this.nowMs = nowMs;
    this.connections = new OpenConnections(options.findStage ?? (() => undefined), nowMs);
    this.apis = new ApiSeriesTable({ seriesMax, idleTimesMax });
    this.keys = new KeySeriesTable({ keysNamed, keysMax });
    this.minuteStartsAtMs = startOfMinute(nowMs());
  }

  start(): void {
    this.timer ??= setInterval(() => {
      this.countConnections();
      this.handIn();
    }, handInEveryMs).unref();
  }

  /** Hands in what was counted. */
  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.countConnections(true);
    this.handIn(true);
  }

  read(record: RequestRecord): void {
    const { stage, method, refusal, apiKeyId, usagePlanId } = record;
    if (refusal !== null) this.refusals.set(refusal.code, (this.refusals.get(refusal.code) ?? 0) + 1);
    if (stage === null) return;
    // No clock is asked: the record knows when it was complete. The clock may have been set back since.
    const sinceMinuteMs = record.receivedAtMs + record.endedAfterMs - this.minuteStartsAtMs;
    if (sinceMinuteMs >= minuteMs || sinceMinuteMs < 0) this.goTo(this.minuteStartsAtMs + sinceMinuteMs);
    this.apis.ofStage(stage).stage.tally.add(record);
    if (method !== null && record.observed.metricsEnabled)
      this.apis.ofMethod(stage, method).tally.add(record);
    if (apiKeyId !== null && usagePlanId !== null) {
      this.keys.of(stage.document, usagePlanId, apiKeyId).tally.add(record);
    }
  }

  /**
   * What was counted since it was last called goes to the observations, in blocks of one minute. `isLast`:
   * this gateway stops.
   */
  handIn(isLast = false): void {
    const minute = this.minuteStartsAtMs / minuteMs;
    const handIn = (busy: readonly (ApiSeries | KeySeries)[]): void => {
      const blocks = encodeMetricsBlocks(busy.map((series) => rowOf(series, minute, isLast)));
      for (const block of blocks) this.options.observations.hand('metrics', block);
    };
    const trials = this.options.trials?.() ?? [];
    this.apis.handIn(trials, (apis) => this.keys.handIn((keys) => handIn([...apis, ...keys])));
  }

  /** The minutes of WebSocket connections go to the minute that it is now. */
  countConnections(isLast = false): void {
    this.connections.takeMinutes(
      isLast,
      (stage, minutes) => {
        this.goToNow();
        const { stage: series } = this.apis.ofStage(stage);
        if (series instanceof EventSeries) series.tally.connectionMinutes += minutes;
      },
      ({ stage, usagePlanId, keyId }, minutes) => {
        this.goToNow();
        this.keys.of(stage.document, usagePlanId, keyId).tally.connectionMinutes += minutes;
      },
    );
  }

  private goToNow(): void {
    const nowMs = this.nowMs();
    if (startOfMinute(nowMs) !== this.minuteStartsAtMs) this.goTo(nowMs);
  }

  private goTo(nowMs: number): void {
    this.handIn();
    this.minuteStartsAtMs = startOfMinute(nowMs);
  }
}

const startOfMinute = (ms: number): number => Math.floor(ms / minuteMs) * minuteMs;

function rowOf(series: ApiSeries | KeySeries, minute: number, isLast: boolean): MetricsRow {
  const row = series.row(minute);
  const { source } = row;
  if (!isLast || source.set === 'ApiKey' || source.trial?.side !== 'base') return row;
  return { ...row, source: { ...source, trial: { ...source.trial, isLast } } };
}
