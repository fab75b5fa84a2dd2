import type { Permits, SpendVerdict } from './permits.js';

export interface WaitingOptions {
  readonly nowMs: () => number;
  /** How long a request waits at most. */
  readonly waitMs: number;
  /** What becomes of a request that has waited so long. */
  readonly late: () => SpendVerdict;
}

/** More would only wait in vain; bounds memory. */
const waitingMax = 10_000;

/** Requests that wait for permits of their quota: first come, first served, each for a bounded time. One timer per quota, not per request. */
export class WaitingRequests {
  private readonly timers = new Map<Permits, NodeJS.Timeout>();
  /** How many wait, over all quotas. */
  count = 0;

  constructor(private readonly options: WaitingOptions) {}

  get isFull(): boolean {
    return this.count >= waitingMax;
  }

  /** The quotas that requests wait for. */
  quotas(): Iterable<Permits> {
    return this.timers.keys();
  }

  /** Resolves when permits come, when `settleAll` says so, or when the time is over. */
  park(permits: Permits, nowMs: number): Promise<SpendVerdict> {
    return new Promise((settle) => {
      this.count += 1;
      permits.parked.push({ sinceMs: nowMs, settle });
      this.watch(permits);
    });
  }

  /** Hands out what is in hand to those that wait. */
  serve(permits: Permits): void {
    while (permits.inHand > 0 && this.settleFirst(permits, 'permit')) {
      permits.inHand -= 1;
      permits.usedAtMs = this.options.nowMs();
    }
    if (permits.parked.length === 0) this.unwatch(permits);
  }

  settleAll(permits: Permits, verdict: SpendVerdict): void {
    this.count -= permits.parked.length;
    for (const request of permits.parked.splice(0)) request.settle(verdict);
    this.unwatch(permits);
  }

  private settleFirst(permits: Permits, verdict: SpendVerdict): boolean {
    const first = permits.parked.shift();
    if (first === undefined) return false;
    this.count -= 1;
    first.settle(verdict);
    return true;
  }

  private watch(permits: Permits): void {
    const first = permits.parked[0];
    if (first === undefined || this.timers.has(permits)) return;
    const inMs = Math.max(1, first.sinceMs + this.options.waitMs - this.options.nowMs());
    this.timers.set(permits, setTimeout(() => this.expire(permits), inMs).unref());
  }

  private unwatch(permits: Permits): void {
    clearTimeout(this.timers.get(permits));
    this.timers.delete(permits);
  }

  private expire(permits: Permits): void {
    this.timers.delete(permits);
    const lateSinceMs = this.options.nowMs() - this.options.waitMs;
    while ((permits.parked[0]?.sinceMs ?? Infinity) <= lateSinceMs) {
      this.settleFirst(permits, this.options.late());
    }
    this.watch(permits);
  }
}
