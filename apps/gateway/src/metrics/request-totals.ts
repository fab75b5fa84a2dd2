import type { LatencySketch } from '#libs/metrics';
import type { RequestTally } from './request-tally.js';

/** Upper bounds of the buckets of histograms, in milliseconds; the last one has none. */
export const histogramBoundsMs = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000] as const;

/** How many were within each bound (those of the bounds before included), how many in all, and their sum. */
export class HistogramTotals {
  readonly upTo = new Float64Array(histogramBoundsMs.length);
  count = 0;
  sumMs = 0;

  add(sketch: LatencySketch): void {
    sketch.addCountsUpTo(histogramBoundsMs, this.upTo);
    this.count += sketch.count;
    this.sumMs += sketch.sum;
  }
}

/** Requests of one source since the process began, as Prometheus wants them: they only grow. */
export class RequestTotals {
  readonly byStatusClass = new Float64Array(10);
  cacheHits = 0;
  cacheMisses = 0;
  readonly latency = new HistogramTotals();
  readonly integrationLatency = new HistogramTotals();

  add(tally: RequestTally): void {
    for (let index = 0; index < this.byStatusClass.length; index++) {
      this.byStatusClass[index]! += tally.byStatusClass[index]!;
    }
    this.cacheHits += tally.cacheHits;
    this.cacheMisses += tally.cacheMisses;
    this.latency.add(tally.latency);
    this.integrationLatency.add(tally.integrationLatency);
  }
}
