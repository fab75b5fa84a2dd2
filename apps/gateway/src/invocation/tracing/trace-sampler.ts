/** Whose spans are exported, among the requests of one stage. Missing where no spans are exported at all. */
export interface TraceSampler {
  /** `upstream`: what the caller has decided for its trace; null when it has not. */
  isSampled(upstream: boolean | null): boolean;
}

/** A stage that traces nothing by itself: its requests are in the traces of callers who record theirs. */
export const passiveSampler: TraceSampler = { isSampled: (upstream) => upstream === true };

const perSecond = 1;
const shareOfOthers = 0.05;

/**
 * A stage with `tracingEnabled`: of the traces that callers have not decided about, the first of each second
 * and 5 % of all others (guide page "Set up X-Ray with API Gateway", default rule). Counted for each stage
 * and each process that serves.
 */
export class ActiveSampler implements TraceSampler {
  private second = 0;
  private taken = 0;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly random: () => number = Math.random,
  ) {}

  isSampled(upstream: boolean | null): boolean {
    if (upstream !== null) return upstream;
    const second = Math.floor(this.now() / 1000);
    if (second !== this.second) {
      this.second = second;
      this.taken = 0;
    }
    if (this.taken < perSecond) {
      this.taken += 1;
      return true;
    }
    return this.random() < shareOfOthers;
  }
}
