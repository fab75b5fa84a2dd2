import type { KeptResponse } from './response-store.js';

/**
 * The one call that is made for a key. Whoever has it must end it, in one of these ways; the first counts.
 */
export interface LeadingCall {
  readonly leads: true;
  /** Everybody who waits gets the response too. Keep it first, so that who comes now finds it. */
  fulfil(response: KeptResponse): void;
  /**
   * The response is for its own caller alone: it may not be kept, or is too large. Everybody who waits makes
   * a call of its own.
   */
  release(): void;
  /**
   * There is no response, or it broke off. One of those who wait makes the call again and leads; when that
   * fails too, everybody who is left makes one of its own.
   */
  fail(): void;
  /** Its caller has gone and the call with it, which says nothing of the backend: another one leads. */
  handOver(): void;
}

/** Another caller's call that is waited for. */
export interface AwaitedCall {
  readonly leads: false;
  /** Resolves once, in the caller's own time at the latest. */
  readonly outcome: Promise<AwaitedOutcome>;
  /** The caller has gone: the outcome is `gone`, unless it is there already. */
  leave(): void;
}

/** What waiting has come to. Nobody is told twice to call: a caller makes one call at most. */
export type AwaitedOutcome =
  | { readonly kind: 'response'; readonly response: KeptResponse }
  /** Make the call; others wait for it. */
  | { readonly kind: 'lead'; readonly call: LeadingCall }
  /** Make a call; nobody waits for it. */
  | { readonly kind: 'alone' }
  /** The caller's time is over. */
  | { readonly kind: 'late' }
  | { readonly kind: 'gone' };

export interface CollapsedCallsOptions {
  /** Callers that may wait, of all keys together; who comes then calls alone. */
  readonly waitingMax?: number;
  /** A clock that never steps; milliseconds. */
  readonly steadyMs?: () => number;
}

/** Past its own time a call that nobody has ended is lost, and holds nobody up any longer. */
const lostAfterMs = 1_000;
const callsAloneOutcome: AwaitedOutcome = { kind: 'alone' };

/**
 * Lets one call run for each key while others wait for its response, of callers that would all have made the
 * same one. For idempotent methods only: a call that failed may be made again by another caller.
 */
export class CollapsedCalls {
  private readonly flights = new Map<string, Flight>();
  private readonly waitingMax: number;
  private readonly steadyMs: () => number;
  private waiting = 0;

  constructor({ waitingMax = 10_000, steadyMs = () => performance.now() }: CollapsedCallsOptions = {}) {
    this.waitingMax = waitingMax;
    this.steadyMs = steadyMs;
  }

  /** Keys with a call in flight, and callers that wait for one. */
  get state(): { readonly calls: number; readonly waiting: number } {
    return { calls: this.flights.size, waiting: this.waiting };
  }

  /**
   * Leads, or waits for who does; null: too many wait already, call alone.
   *
   * @param timeMs What the caller has left for its response, as leader and while it waits.
   */
  join(key: string, timeMs: number): LeadingCall | AwaitedCall | null {
    const flight = this.flights.get(key);
    if (flight === undefined) return this.begin(key, timeMs);
    if (this.steadyMs() > flight.lostAtMs) {
      this.endFor(flight, callsAloneOutcome);
      return this.begin(key, timeMs);
    }
    return this.waiting < this.waitingMax ? this.wait(flight, timeMs) : null;
  }

  private begin(key: string, timeMs: number): LeadingCall {
    const flight: Flight = { key, lostAtMs: 0, hasFailed: false, waiting: new Set(), lead: null };
    this.flights.set(key, flight);
    return this.lead(flight, timeMs);
  }

  private lead(flight: Flight, timeMs: number): LeadingCall {
    flight.lostAtMs = this.steadyMs() + timeMs + lostAfterMs;
    // What an earlier leader says once another has taken over is of no interest.
    const ifLeading = (end: () => void): void => {
      if (flight.lead === call) end();
    };
    const call: LeadingCall = {
      leads: true,
      fulfil: (response) => ifLeading(() => this.endFor(flight, { kind: 'response', response })),
      release: () => ifLeading(() => this.endFor(flight, callsAloneOutcome)),
      fail: () =>
        ifLeading(() => {
          if (flight.hasFailed) return this.endFor(flight, callsAloneOutcome);
          flight.hasFailed = true;
          this.leadNext(flight);
        }),
      handOver: () => ifLeading(() => this.leadNext(flight)),
    };
    flight.lead = call;
    return call;
  }

  /** Who has the most time left is the likeliest to get a response. */
  private leadNext(flight: Flight): void {
    let next: Waiting | null = null;
    for (const waiting of flight.waiting) if (!next || waiting.untilMs >= next.untilMs) next = waiting;
    if (next === null) return this.endFor(flight, callsAloneOutcome);
    const call = this.lead(flight, next.untilMs - this.steadyMs());
    next.end({ kind: 'lead', call });
  }

  private endFor(flight: Flight, outcome: AwaitedOutcome): void {
    flight.lead = null;
    if (this.flights.get(flight.key) === flight) this.flights.delete(flight.key);
    for (const waiting of flight.waiting) waiting.end(outcome);
  }

  private wait(flight: Flight, timeMs: number): AwaitedCall {
    let end!: Waiting['end'];
    const outcome = new Promise<AwaitedOutcome>((resolve) => {
      end = (how) => {
        if (!flight.waiting.delete(waiting)) return;
        this.waiting -= 1;
        clearTimeout(timer);
        resolve(how);
      };
    });
    const waiting: Waiting = { untilMs: this.steadyMs() + timeMs, end };
    const timer = setTimeout(() => end({ kind: 'late' }), Math.max(0, timeMs));
    flight.waiting.add(waiting);
    this.waiting += 1;
    return { leads: false, outcome, leave: () => end({ kind: 'gone' }) };
  }
}

interface Waiting {
  readonly untilMs: number;
  end(outcome: AwaitedOutcome): void;
}

interface Flight {
  readonly key: string;
  lostAtMs: number;
  hasFailed: boolean;
  readonly waiting: Set<Waiting>;
  lead: LeadingCall | null;
}
