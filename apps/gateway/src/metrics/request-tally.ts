import { LatencySketch, type ApiMetricsSource } from '#libs/metrics';
import type { RequestRecord } from '../invocation/record/request-record.js';

/**
 * Requests of one source as numbers: some additions in arrays per request, and nothing is made for one.
 * Cleared whenever it was handed in.
 */
export class RequestTally {
  requests = 0;
  /** By the first digit of the status; 0 where the caller had gone before there was one. */
  readonly byStatusClass = new Float64Array(10);
  cacheHits = 0;
  cacheMisses = 0;
  /** Of requests and responses. */
  bytes = 0;
  latency = new LatencySketch();
  /** Of requests that called a backend. */
  integrationLatency = new LatencySketch();

  get isEmpty(): boolean {
    return this.requests === 0;
  }

  add(record: RequestRecord): void {
    this.requests += 1;
    this.byStatusClass[(record.status / 100) | 0]! += 1;
    if (record.cacheResult === 'hit') this.cacheHits += 1;
    else if (record.cacheResult === 'miss') this.cacheMisses += 1;
    this.bytes += record.bytesIn + record.bytesOut;
    this.latency.add(record.endedAfterMs);
    const sentAfterMs = record.integrationSentAfterMs;
    const tookMs = record.integrationEndedAfterMs - sentAfterMs;
    if (sentAfterMs >= 0 && tookMs >= 0) this.integrationLatency.add(tookMs);
  }

  /** In the order of `countersOf`. */
  counters(set: ApiMetricsSource['set']): number[] {
    const { requests, byStatusClass, cacheHits, cacheMisses, bytes } = this;
    const ofAll = [requests, byStatusClass[4]!, byStatusClass[5]!];
    return set === 'HttpApi' ? [...ofAll, bytes] : [...ofAll, cacheHits, cacheMisses];
  }

  /**
   * In the order of `latenciesOf`, which REST and HTTP APIs have alike; those of the tally itself, until it
   * is cleared.
   */
  latencies(): LatencySketch[] {
    return [this.latency, this.integrationLatency];
  }

  clear(): void {
    this.requests = 0;
    this.byStatusClass.fill(0);
    this.cacheHits = 0;
    this.cacheMisses = 0;
    this.bytes = 0;
    this.latency.clear();
    this.integrationLatency.clear();
  }

  /** Gives back the memory of a source that has no requests any more. */
  release(): void {
    this.latency = new LatencySketch();
    this.integrationLatency = new LatencySketch();
  }
}
