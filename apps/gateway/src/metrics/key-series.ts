import { theRest, type KeyMetricsSource, type MetricsRow } from '#libs/metrics';
import type { RequestRecord } from '../invocation/record/request-record.js';

/** Requests with keys as numbers. */
export class KeyTally {
  requests = 0;
  clientErrors = 0;
  /** Refused by a throttle or the quota. */
  throttled = 0;
  /** Whole ones, of WebSocket connections. */
  connectionMinutes = 0;

  get isEmpty(): boolean {
    return this.requests === 0 && this.connectionMinutes === 0;
  }

  add(record: RequestRecord): void {
    this.requests += 1;
    if (record.status >= 400 && record.status < 500) this.clientErrors += 1;
    if (record.refusal !== null && isThrottled(record.refusal.code)) this.throttled += 1;
  }

  merge(other: KeyTally): void {
    this.requests += other.requests;
    this.clientErrors += other.clientErrors;
    this.throttled += other.throttled;
    this.connectionMinutes += other.connectionMinutes;
  }

  clear(): void {
    this.requests = 0;
    this.clientErrors = 0;
    this.throttled = 0;
    this.connectionMinutes = 0;
  }

  /** In the order of `countersOf('ApiKey')`. */
  counters(): number[] {
    return [this.requests, this.clientErrors, this.throttled, this.connectionMinutes];
  }
}

const isThrottled = (code: string): boolean => code.startsWith('throttle.') || code.startsWith('quota.');

/** A key under a plan, or all others of the plan. */
export class KeySeries {
  readonly tally = new KeyTally();
  /** Since the process began, of what was handed in under this name. */
  readonly totals = new KeyTally();
  /** Its traffic, of which a tenth is forgotten each time of handing in. */
  traffic = 0;

  constructor(readonly source: KeyMetricsSource) {}

  row(minute: number): MetricsRow {
    return { minute, source: this.source, counters: this.tally.counters(), latencies: [] };
  }
}

export interface KeySeriesTableOptions {
  /** So many keys, those with the most traffic, are told apart. */
  readonly keysNamed: number;
  /** The traffic of so many is known; others count among the rest of their plans. */
  readonly keysMax: number;
}

/** Known by their traffic, until that is as good as forgotten. */
const forgottenBelow = 0.01;

/**
 * Usage by key and plan: the keys with the most traffic each by themselves, the others of a plan together, so
 * that a plan's sum is right however many keys it has.
 */
export class KeySeriesTable {
  private readonly plans = new Map<
    string,
    { readonly rest: KeySeries; readonly keys: Map<string, KeySeries> }
  >();
  private known = 0;
  private named: readonly KeySeries[] = [];

  constructor(private readonly options: KeySeriesTableOptions) {}

  /** What was handed in last under the names of keys, and the rest of each plan. */
  *all(): IterableIterator<KeySeries> {
    yield* this.named;
    for (const { rest } of this.plans.values()) if (!rest.totals.isEmpty) yield rest;
  }

  of(
    owner: { readonly accountId: string; readonly region: string },
    usagePlanId: string,
    keyId: string,
  ): KeySeries {
    const plan = this.plans.get(usagePlanId) ?? this.addPlan(owner, usagePlanId);
    return plan.keys.get(keyId) ?? this.addKey(plan, keyId);
  }

  /** Calls `handIn` with what has requests, and clears it. */
  handIn(handIn: (busy: readonly KeySeries[]) => void): void {
    const keys = [...this.plans.values()].flatMap((plan) => [...plan.keys.values()]);
    for (const key of keys)
      key.traffic = key.traffic * 0.9 + key.tally.requests + key.tally.connectionMinutes;
    const inOrder = keys.length > this.options.keysNamed ? keys.sort((a, b) => b.traffic - a.traffic) : keys;
    this.named = inOrder.slice(0, this.options.keysNamed);
    for (const { source, tally } of inOrder.slice(this.options.keysNamed)) {
      this.plans.get(source.usagePlanId)!.rest.tally.merge(tally);
      tally.clear();
    }
    const rests = [...this.plans.values()].map(({ rest }) => rest);
    const busy = [...this.named, ...rests].filter(({ tally }) => !tally.isEmpty);
    handIn(busy);
    for (const { totals, tally } of busy) {
      totals.merge(tally);
      tally.clear();
    }
    this.forgetIdle();
  }

  private addPlan(owner: { readonly accountId: string; readonly region: string }, usagePlanId: string) {
    const { accountId, region } = owner;
    const rest = new KeySeries({ set: 'ApiKey', accountId, region, usagePlanId, keyId: theRest });
    const plan = { rest, keys: new Map<string, KeySeries>() };
    this.plans.set(usagePlanId, plan);
    return plan;
  }

  private addKey(
    { rest, keys }: { readonly rest: KeySeries; readonly keys: Map<string, KeySeries> },
    keyId: string,
  ) {
    if (this.known >= this.options.keysMax) return rest;
    const key = new KeySeries({ ...rest.source, keyId });
    keys.set(keyId, key);
    this.known += 1;
    return key;
  }

  private forgetIdle(): void {
    for (const [usagePlanId, { rest, keys }] of this.plans) {
      for (const [keyId, { traffic }] of keys) {
        if (traffic < forgottenBelow && keys.delete(keyId)) this.known -= 1;
      }
      rest.traffic *= 0.9;
      if (keys.size === 0 && rest.totals.isEmpty) this.plans.delete(usagePlanId);
    }
    this.named = this.named.filter(({ traffic }) => traffic >= forgottenBelow);
  }
}
