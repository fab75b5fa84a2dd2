import { apiNameDimension, dimensionValue, theRest, type ApiMetricsSource } from '#libs/metrics';
import type { Snapshot } from '#libs/snapshot-format';
import type { ActiveMethod, ActiveStage } from '../invocation/active-stage.js';
import { newSeries, type ApiSeries } from './series.js';

/** The series of a stage, found once for each of its versions. */
export interface StageSeries {
  readonly stage: ApiSeries;
  readonly methods: Map<ActiveMethod, ApiSeries>;
}

export interface ApiSeriesTableOptions {
  /** Beyond so many, requests of stages and methods that have none yet count together. */
  readonly seriesMax: number;
  /** Without requests for so many times of handing in, a series is given up. */
  readonly idleTimesMax: number;
}

/**
 * The series of APIs by stage, and by method where detailed metrics are on. What callers send makes none:
 * they are as many as there are definitions, within a bound.
 */
export class ApiSeriesTable {
  private readonly byName = new Map<string, ApiSeries>();
  /** Of what Prometheus tells apart. */
  private totals = new Map<string, ApiSeries['totals']>();
  private known = new WeakMap<ActiveStage, StageSeries>();
  private last: { readonly stage: ActiveStage; readonly series: StageSeries } | null = null;

  constructor(private readonly options: ApiSeriesTableOptions) {}

  get size(): number {
    return this.byName.size;
  }

  /** Each of those that Prometheus tells apart once. */
  *all(): Generator<ApiSeries> {
    const seen = new Set<ApiSeries['totals']>();
    for (const series of this.byName.values()) {
      if (seen.has(series.totals)) continue;
      seen.add(series.totals);
      yield series;
    }
  }

  /** Most requests are for the stage of the one before; all others cost a look-up by identity. */
  ofStage(stage: ActiveStage): StageSeries {
    if (this.last !== null && this.last.stage === stage) return this.last.series;
    let series = this.known.get(stage);
    if (series === undefined) {
      series = { stage: this.find(stage, null), methods: new Map() };
      this.known.set(stage, series);
    }
    this.last = { stage, series };
    return series;
  }

  ofMethod(stage: ActiveStage, method: ActiveMethod): ApiSeries {
    const { methods } = this.ofStage(stage);
    let series = methods.get(method);
    if (series === undefined) methods.set(method, (series = this.find(stage, method)));
    return series;
  }

  /**
   * Calls `handIn` with what has requests, clears it, and gives up what has had none for long. Trials of
   * canaries are handed in without any, too: that says that there were none. Their bases come last.
   */
  handIn(trials: Iterable<ActiveStage>, handIn: (busy: readonly ApiSeries[]) => void): void {
    const busy: ApiSeries[] = [];
    const bases = new Set<ApiSeries>();
    for (const stage of trials) bases.add(this.ofStage(stage).stage);
    let givenUp = false;
    for (const [name, series] of this.byName) {
      if (bases.has(series)) series.idleTimes = 0;
      else if (!series.tally.isEmpty) {
        series.idleTimes = 0;
        busy.push(series);
      } else if (series.idleTimes++ === 0) series.tally.release();
      else if (series.idleTimes > this.options.idleTimesMax) givenUp = this.byName.delete(name);
    }
    busy.push(...bases);
    handIn(busy);
    for (const series of busy) series.handedIn();
    // What was found for a stage holds on to its version; the last one only while requests come.
    this.last = null;
    if (!givenUp) return;
    this.known = new WeakMap();
    this.totals = new Map([...this.byName.values()].map(({ source, totals }) => [labelOf(source), totals]));
  }

  private find(stage: ActiveStage, method: ActiveMethod | null): ApiSeries {
    const source = sourceOf(stage, method);
    const name = JSON.stringify(source);
    const present = this.byName.get(name);
    if (present !== undefined) return present;
    // Of a trial nothing may be missing; there are few.
    const isFull = this.byName.size >= this.options.seriesMax && source.trial === undefined;
    return isFull ? this.rest(source) : this.make(name, source);
  }

  /** One for each owner, methods apart from stages: what both count would count twice. */
  private rest({ set, accountId, region, method }: ApiMetricsSource): ApiSeries {
    const api = { apiId: theRest, apiName: theRest, stageName: theRest };
    const ofMethods = method && { resource: theRest, httpMethod: theRest };
    const source: ApiMetricsSource = { set, accountId, region, ...api, method: ofMethods };
    const name = JSON.stringify(source);
    return this.byName.get(name) ?? this.make(name, source);
  }

  private make(name: string, source: ApiMetricsSource): ApiSeries {
    const label = labelOf(source);
    const series = newSeries(source, this.totals.get(label));
    this.byName.set(name, series);
    this.totals.set(label, series.totals);
    return series;
  }
}

const labelOf = ({ trial: _, ...source }: ApiMetricsSource): string => JSON.stringify(source);

/**
 * Requests on a canary count under `<stage>/Canary`, as its logs are named, and not under the stage too: a
 * sum over stages counts nothing twice.
 */
function sourceOf(
  { document, isCanary, observability, release }: ActiveStage,
  method: ActiveMethod | null,
): ApiMetricsSource {
  const { accountId, region, restApiId: apiId, trial } = document;
  const stageName = isCanary ? `${document.stageName}/Canary` : document.stageName;
  const apiName = apiNameDimension(observability.apiName, apiId);
  const set = setOf(release.snapshot.document);
  const owned = { set, accountId, region, apiId, apiName, stageName } as const;
  if (method !== null) {
    const { resourcePath, httpMethod, routeKey } = method;
    if (routeKey !== null)
      return { ...owned, method: { resource: dimensionValue(routeKey), httpMethod: '' } };
    return { ...owned, method: { resource: dimensionValue(resourcePath), httpMethod } };
  }
  const side = isCanary ? 'canary' : 'base';
  return { ...owned, method: null, ...(trial !== undefined && { trial: { id: trial, side } }) };
}

const setsByProtocol: Readonly<Record<string, ApiMetricsSource['set']>> = {
  HTTP: 'HttpApi',
  WEBSOCKET: 'WebSocketApi',
};

const setOf = (snapshot: Snapshot): ApiMetricsSource['set'] =>
  setsByProtocol[snapshot.protocol ?? ''] ?? 'RestApi';
