import type { QueuedRequest, Permits, SpendVerdict } from './permits.js';

export interface WaitingOptions {
  readonly nowMs: () => number;
  /** How long a request waits at most. */
  readonly waitMs: number;
  /** What becomes of a request that has waited so long. */
  readonly late: () => SpendVerdict;
}

/** More would only wait in vain; bounds memory. */
const waitingMax = 10_000;
/**
 * So many go on in one turn of the event loop, since each then runs all the rest of its way: one response of
 * the control plane may serve thousands, and nobody else's request shall wait for all of them.
 */
export const resolvedPerTurn = 100;

/**
 * Requests that wait for permits of their quota: first come, first served, each for a bounded time. One timer
 * per quota, not per request.
 */
export class WaitingRequests {
  private readonly timers = new Map<Permits, NodeJS.Timeout>();
  /** How many wait, over all quotas. */
  count = 0;
  /** Those that know their verdict and go on in one of the next turns. */
  private ready: { readonly request: QueuedRequest; readonly verdict: SpendVerdict }[] = [];
  private resolvedInTurn = 0;

  constructor(private readonly options: WaitingOptions) {}

  get isFull(): boolean {
    return this.count >= waitingMax;
  }

  /** The quotas that requests wait for. */
  quotas(): Iterable<Permits> {
    return this.timers.keys();
  }

  /** Resolves when permits come, when `settleAll` says so, or when the time is over. */
  enqueue(permits: Permits, nowMs: number, units: number): Promise<SpendVerdict> {
    return new Promise((resolve) => {
      this.count += 1;
      permits.queued.push({ sinceMs: nowMs, units, resolve });
      this.watch(permits);
    });
  }

  /** Hands out what is in hand to those that wait, until one needs more than is left: that one waits on. */
  serve(permits: Permits): void {
    const { queued } = permits;
    let served = 0;
    let left = permits.inHand;
    while (served < queued.length && queued[served]!.units <= left) left -= queued[served++]!.units;
    if (served > 0) {
      permits.inHand = left;
      permits.usedAtMs = this.options.nowMs();
      this.resolveFirst(permits, served, 'permit');
    }
    if (permits.queued.length === 0) this.unwatch(permits);
  }

  /**
   * No more will come: hands out what is in hand to those that it suffices for, in order; no other waits on.
   */
  serveLast(permits: Permits, verdict: SpendVerdict): void {
    // What is in hand shrinks with each round, and is less than the first one needs.
    while (permits.inHand > 0 && permits.queued.length > 0) {
      const fits = permits.queued.findIndex(({ units }) => units <= permits.inHand);
      this.resolveFirst(permits, fits < 0 ? permits.queued.length : fits, verdict);
      this.serve(permits);
    }
    this.resolveAll(permits, verdict);
  }

  resolveAll(permits: Permits, verdict: SpendVerdict): void {
    this.resolveFirst(permits, permits.queued.length, verdict);
    this.unwatch(permits);
  }

  /**
   * Permits that were handed out, but not yet to requests that have gone on with them, are worth nothing any
   * more.
   */
  revoke(): void {
    this.ready = this.ready.map(({ request, verdict }) => ({
      request,
      verdict: verdict === 'permit' ? 'unavailable' : verdict,
    }));
  }

  private resolveFirst(permits: Permits, count: number, verdict: SpendVerdict): void {
    this.count -= count;
    const { queued } = permits;
    // A list that was filled keeps its memory; of a hundred thousand keys that is most of what they take.
    permits.queued = queued.slice(count);
    for (const request of count < queued.length ? queued.slice(0, count) : queued) {
      if (this.ready.length === 0 && this.mayGoOn()) request.resolve(verdict);
      else this.ready.push({ request, verdict });
    }
  }

  private mayGoOn(): boolean {
    if (this.resolvedInTurn === 0) setImmediate(this.nextTurn);
    this.resolvedInTurn += 1;
    return this.resolvedInTurn <= resolvedPerTurn;
  }

  private readonly nextTurn = (): void => {
    this.resolvedInTurn = 0;
    if (this.ready.length === 0) return;
    for (const { request, verdict } of this.ready.splice(0, resolvedPerTurn)) request.resolve(verdict);
    this.resolvedInTurn = resolvedPerTurn;
    setImmediate(this.nextTurn);
  };

  private watch(permits: Permits): void {
    const first = permits.queued[0];
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
    const inTime = permits.queued.findIndex(({ sinceMs }) => sinceMs > lateSinceMs);
    const late = inTime < 0 ? permits.queued.length : inTime;
    if (late > 0) {
      this.resolveFirst(permits, late, this.options.late());
      // Those behind may need no more than is in hand.
      this.serve(permits);
    }
    this.watch(permits);
  }
}
