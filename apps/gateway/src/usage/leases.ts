import type { LeaseGrant, LeaseReport } from '#libs/metering';
import { IdlePermits } from './idle-permits.js';
import {
  createPermits,
  forgetResponses,
  targetMax,
  permitsName,
  type Permits,
  type SpendVerdict,
} from './permits.js';
import { WaitingRequests } from './queued-requests.js';

export interface LeasesOptions {
  /** Asks for an exchange now rather than at the next turn of the clock. */
  readonly flushSoon: () => void;
  /**
   * True once the control plane has been unreachable for longer than the grace: only then the policy applies.
   */
  readonly away: () => boolean;
  /** What requests do when permits are out and the control plane is away. */
  readonly whenDisconnected: 'pass' | 'refuse';
  readonly nowMs?: () => number;
  /** How long a request waits for a response of the control plane at most. */
  readonly queueWaitMs?: number;
  /** How long a request waits for permits that other gateways hold. */
  readonly othersWaitMs?: number;
}

/**
 * So many at once: a response with as many grants is read in a few milliseconds. The rest follows with the
 * next exchange.
 */
export const reportsMax = 1000;
/** The pool runs low when it has less than so many times what is in hand. */
const scarceFactor = 16;
/** While others hold what is left, the pool is asked again after this time. */
const askAgainMs = 20;
/** How long an empty pool is left alone: while others hold some of it, and when all of it is used. */
const emptyMaxMs = 1000;
const usedUpMs = 5000;

/**
 * Permits to let requests pass that a quota counts. They are drawn from the control plane in blocks and spent
 * here without asking; the next block is drawn before one runs out, and what is not used goes back. Every
 * permit that comes in is spent, returned or in hand: never two of these.
 */
export class Leases {
  private readonly all = new Map<string, Permits>();
  /** What the next exchange must mention. */
  private readonly due = new Set<Permits>();
  private readonly nowMs: () => number;
  private readonly othersWaitMs: number;
  private readonly waiting: WaitingRequests;
  private readonly idle: IdlePermits;
  /** Grows when permits that were spent, but not yet journalled, have lost their worth. */
  epoch = 0;

  constructor(private readonly options: LeasesOptions) {
    this.nowMs = options.nowMs ?? Date.now;
    this.othersWaitMs = options.othersWaitMs ?? 1000;
    this.waiting = new WaitingRequests({
      nowMs: this.nowMs,
      waitMs: options.queueWaitMs ?? 5000,
      late: () => (options.away() ? this.policy() : 'unavailable'),
    });
    this.idle = new IdlePermits(this.all, {
      returnUnspent: (permits) => {
        // With these the pool is not empty any more, whatever it said to who needed more than there was.
        if (permits.inHand > 0) forgetResponses(permits);
        this.returnUnspent(permits);
      },
      flushSoon: options.flushSoon,
      forgotten: (permits) => this.due.delete(permits),
    });
  }

  /**
   * The permits of a key under a plan in a period; look up once and keep until `dropped` or the period ends.
   */
  permits(name: Pick<Permits, 'usagePlanId' | 'keyId' | 'periodStart' | 'periodEndMs'>): Permits {
    const key = permitsName(name);
    let permits = this.all.get(key);
    if (permits === undefined) {
      permits = createPermits(name, this.nowMs());
      this.all.set(key, permits);
    }
    return permits;
  }

  /**
   * Spends so many permits, or none of them; waits only while there are not as many in hand and more may
   * come. Whoever needs many is not overtaken by those that need few.
   */
  spend(permits: Permits, nowMs: number, units = 1): SpendVerdict | Promise<SpendVerdict> {
    permits.usedAtMs = nowMs;
    if (permits.inHand >= units && permits.queued.length === 0) {
      permits.inHand -= units;
      if (permits.inHand * 2 < permits.target) this.drawAhead(permits, nowMs);
      return 'permit';
    }
    if (nowMs < permits.emptyUntilMs) return emptyVerdict(permits);
    if (this.options.away()) return permits.usedUp ? 'used-up' : this.policy();
    if (this.waiting.isFull) return 'unavailable';
    const verdict = this.waiting.enqueue(permits, nowMs, units);
    this.ask(permits);
    return verdict;
  }

  /** Puts permits back that were spent: the request was refused by a later limit. */
  refund(spent: Permits, units = 1): void {
    const permits = spent.dropped ? this.permits(spent) : spent;
    permits.inHand += units;
    this.idle.watch(permits);
    if (permits.queued.length > 0) this.waiting.serve(permits);
  }

  /**
   * What the next exchange says about permits. Permits that go back are out of hand from here on; the
   * exchange is posted until it is answered.
   */
  reports(): LeaseReport[] {
    const reports: LeaseReport[] = [];
    for (const permits of this.due) {
      if (reports.length === reportsMax) break;
      this.due.delete(permits);
      const missing = queuedUnits(permits) + permits.target - permits.inHand;
      const wanted = permits.requested ? Math.max(0, missing) : 0;
      permits.requested = false;
      if (wanted === 0 && permits.returning === 0) continue;
      const { usagePlanId, keyId, periodStart, returning } = permits;
      reports.push({ usagePlanId, keyId, periodStart, returned: returning, wanted });
      permits.returning = 0;
      permits.inFlight = wanted > 0;
    }
    return reports;
  }

  get hasReports(): boolean {
    return this.due.size > 0;
  }

  /** Takes in what an exchange granted. */
  take(grants: readonly LeaseGrant[]): void {
    const nowMs = this.nowMs();
    for (const grant of grants) {
      const permits = this.all.get(permitsName(grant));
      if (permits === undefined) continue;
      permits.inFlight = false;
      permits.inHand += grant.granted;
      if (grant.granted > 0) this.idle.watch(permits);
      if (permits.recalled) {
        permits.recalled = false;
        this.returnUnspent(permits);
        if (permits.queued.length > 0) this.ask(permits);
        continue;
      }
      permits.poolRemaining = grant.remaining;
      if (permits.inHand > 0 && permits.inHand * scarceFactor >= grant.remaining)
        this.idle.watchClosely(permits);
      if (grant.granted > 0) this.granted(permits, nowMs);
      else this.nothingThere(permits, grant.heldElsewhere, nowMs);
    }
  }

  /**
   * Permits of this plan (and key) go back, and what is known of its quota is forgotten: its document has
   * changed.
   */
  recall(usagePlanId: string, keyId: string | null): void {
    for (const permits of this.all.values()) {
      if (permits.usagePlanId !== usagePlanId || (keyId !== null && permits.keyId !== keyId)) continue;
      forgetResponses(permits);
      permits.recalled = permits.inFlight;
      this.returnUnspent(permits);
    }
    if (this.due.size > 0) this.options.flushSoon();
  }

  /** Everything unspent goes back: this process is about to end. */
  returnAll(): void {
    for (const permits of this.all.values()) this.returnUnspent(permits);
  }

  /**
   * The control plane takes back whatever is on our name: nothing in hand may be spent any more. Whoever
   * holds a permit in the middle of a request sees by `epoch` that it is gone.
   */
  revoke(): void {
    this.epoch += 1;
    this.waiting.revoke();
    for (const permits of this.all.values()) {
      permits.inHand = 0;
      permits.returning = 0;
      permits.inFlight = false;
      permits.recalled = false;
      forgetResponses(permits);
      permits.requested = permits.queued.length > 0;
      if (permits.requested) this.due.add(permits);
      else this.due.delete(permits);
    }
  }

  /** The control plane cannot be reached: once that counts as away, the policy decides for whoever waits. */
  disconnected(): void {
    if (!this.options.away()) return;
    for (const permits of this.waiting.quotas())
      this.waiting.resolveAll(permits, permits.usedUp ? 'used-up' : this.policy());
  }

  /** Returns what is idle and forgets what is of no use any more; call ten times a second. */
  sweep(): void {
    this.idle.sweep(this.nowMs());
  }

  /** Permits in hand and requests that wait, over all keys. */
  status(): { readonly keys: number; readonly inHand: number; readonly queued: number } {
    let inHand = 0;
    for (const permits of this.all.values()) inHand += permits.inHand;
    return { keys: this.all.size, inHand, queued: this.waiting.count };
  }

  private drawAhead(permits: Permits, nowMs: number): void {
    if (permits.inFlight || nowMs < permits.emptyUntilMs || permits.poolRemaining === 0) return;
    // A block that is gone within the time of some exchanges was too small.
    if (nowMs - permits.grantedAtMs < 500) permits.target = Math.min(targetMax, permits.target * 2);
    permits.grantedAtMs = nowMs;
    this.ask(permits);
  }

  private ask(permits: Permits): void {
    if (permits.inFlight) return;
    permits.requested = true;
    this.due.add(permits);
    this.options.flushSoon();
  }

  private granted(permits: Permits, nowMs: number): void {
    permits.grantedAtMs = nowMs;
    permits.emptyResponses = 0;
    permits.emptyUntilMs = 0;
    permits.usedUp = false;
    this.waiting.serve(permits);
    if (permits.queued.length > 0) this.ask(permits);
  }

  private nothingThere(permits: Permits, heldElsewhere: number, nowMs: number): void {
    permits.usedUp = heldElsewhere === 0;
    this.waiting.serve(permits);
    const first = permits.queued[0];
    const mayWait = first !== undefined && nowMs - first.sinceMs < this.othersWaitMs;
    if (mayWait && heldElsewhere > 0 && permits.emptyResponses === 0) {
      // Others hold what is left and return it when they have no use for it: worth the wait of those that are
      // here, once.
      setTimeout(() => permits.queued.length > 0 && this.ask(permits), askAgainMs).unref();
      return;
    }
    const waitMs = permits.usedUp ? usedUpMs : Math.min(emptyMaxMs, 250 * 2 ** permits.emptyResponses);
    permits.emptyResponses += 1;
    permits.emptyUntilMs = nowMs + waitMs;
    // Behind `serve` whoever waits needs more than is in hand; what was drawn ahead is for those to come.
    const wereTooFew = first !== undefined;
    this.waiting.serveLast(permits, emptyVerdict(permits));
    // Too few for whoever has waited, here as well as elsewhere: back in the pool they may suffice for one.
    if (wereTooFew && heldElsewhere > 0 && permits.inHand > 0) {
      this.returnUnspent(permits);
      this.options.flushSoon();
    }
  }

  private returnUnspent(permits: Permits): void {
    if (permits.inHand === 0) return;
    permits.returning += permits.inHand;
    permits.inHand = 0;
    this.due.add(permits);
  }

  private policy(): SpendVerdict {
    return this.options.whenDisconnected === 'pass' ? 'without' : 'unavailable';
  }
}

function queuedUnits({ queued }: Permits): number {
  let units = 0;
  for (const request of queued) units += request.units;
  return units;
}

function emptyVerdict(permits: Permits): SpendVerdict {
  return permits.usedUp ? 'used-up' : 'unavailable';
}
