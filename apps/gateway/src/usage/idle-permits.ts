import { permitsName, targetMin, type Permits } from './permits.js';

export interface IdleOptions {
  /** Takes what is unspent out of hand, to be returned. */
  readonly returnUnspent: (permits: Permits) => void;
  /** Asks for an exchange now. */
  readonly flushSoon: () => void;
  /** These are known no more. */
  readonly forgotten: (permits: Permits) => void;
}

/**
 * Unspent permits go back after this time without use (others wait for theirs for twice as long), sooner when
 * the pool runs low.
 */
const idleMs = 500;
const idleScarceMs = 100;
const sweepAllMs = 200;
/**
 * They stay while the pool has over a thousand times as many: nobody misses them, and a key that is used
 * every few seconds need not wait for each.
 */
const richFactor = 1024;
const idleRichMs = 30_000;
/** Quotas that nobody has used for so long are looked up anew the next time. */
const forgetMs = 60_000;
/**
 * So many are looked at in one sweep: a round through a hundred thousand takes ten seconds, and no turn of
 * the event loop long.
 */
const keysPerSweep = 1000;

/**
 * Finds permits that nobody uses. Those that others may miss are watched one by one, and they are few: they
 * go back half a second after their key's last request. All others are gone through a piece at a time.
 */
export class IdlePermits {
  /** With permits in hand that go back soon; some without. */
  private readonly holding = new Set<Permits>();
  /** Those whose pool is about empty: others may be waiting for what is in hand here. */
  private readonly scarce = new Set<Permits>();
  private sweptAllMs = 0;
  private cursor: Iterator<Permits> | null = null;

  constructor(
    private readonly all: Map<string, Permits>,
    private readonly options: IdleOptions,
  ) {}

  /** Some are in hand now. */
  watch(permits: Permits): void {
    this.holding.add(permits);
  }

  /** Some are in hand now, and the pool has little more. */
  watchClosely(permits: Permits): void {
    this.scarce.add(permits);
  }

  sweep(nowMs: number): void {
    this.returnScarce(nowMs);
    if (nowMs - this.sweptAllMs >= sweepAllMs) {
      this.sweptAllMs = nowMs;
      for (const permits of this.holding) this.returnIdle(permits, nowMs);
    }
    this.sweepNext(nowMs);
  }

  private returnScarce(nowMs: number): void {
    for (const permits of this.scarce) {
      if (permits.inHand > 0 && nowMs - permits.usedAtMs < idleScarceMs) continue;
      // Whoever waits gathers what it needs; what others miss goes back once it has given up.
      if (permits.queued.length > 0) continue;
      this.scarce.delete(permits);
      this.returnUnspent(permits);
    }
  }

  private returnIdle(permits: Permits, nowMs: number): void {
    const over = nowMs >= permits.periodEndMs;
    if (permits.queued.length > 0 || (!over && nowMs - permits.usedAtMs < idleMs)) return;
    this.holding.delete(permits);
    permits.target = targetMin;
    if (over || !isRich(permits)) this.returnUnspent(permits);
  }

  private sweepNext(nowMs: number): void {
    this.cursor ??= this.all.values();
    for (let visited = 0; visited < keysPerSweep; visited++) {
      // The round goes on while entries come and go.
      const next = this.cursor.next();
      if (next.done) {
        this.cursor = null;
        return;
      }
      this.sweepOne(next.value, nowMs);
    }
  }

  private sweepOne(permits: Permits, nowMs: number): void {
    const idleForMs = nowMs - permits.usedAtMs;
    const over = nowMs >= permits.periodEndMs;
    if (permits.queued.length > 0 || (!over && idleForMs < idleRichMs)) return;
    this.returnUnspent(permits);
    const nothingPending = !permits.inFlight && permits.returning === 0;
    if (nothingPending && (over || idleForMs > forgetMs)) this.forget(permits);
  }

  private returnUnspent(permits: Permits): void {
    if (permits.inHand === 0) return;
    this.options.returnUnspent(permits);
    this.options.flushSoon();
  }

  private forget(permits: Permits): void {
    permits.dropped = true;
    this.all.delete(permitsName(permits));
    this.holding.delete(permits);
    this.scarce.delete(permits);
    this.options.forgotten(permits);
  }
}

function isRich({ inHand, poolRemaining }: Permits): boolean {
  // Infinity: nothing is known of the pool.
  return poolRemaining < Infinity && inHand * richFactor <= poolRemaining;
}
