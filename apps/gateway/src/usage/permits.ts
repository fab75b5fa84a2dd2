/**
 * How one request for its permits ended: spent them; passed without one, by policy; the quota is used up; or
 * none could be had now, though it may not be used up: the control plane did not answer in time, or other
 * gateways hold what is left.
 */
export type SpendVerdict = 'permit' | 'without' | 'used-up' | 'unavailable';

/** A request that waits for a block to come. */
export interface QueuedRequest {
  readonly sinceMs: number;
  /** So many permits it needs, or none. */
  readonly units: number;
  resolve(verdict: SpendVerdict): void;
}

/** The permits of one key under one plan in one period, as far as this process has them. */
export interface Permits {
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly periodStart: string;
  readonly periodEndMs: number;
  inHand: number;
  /** Taken out of hand and not yet reported as returned. */
  returning: number;
  /** How many permits to have in hand after the next draw. */
  target: number;
  /** The next exchange shall ask for more. */
  requested: boolean;
  /** In the exchange that is under way. */
  inFlight: boolean;
  /** Called back since that exchange was made: what it grants or says is of before the change. */
  recalled: boolean;
  /** The pool was empty at the last response; until then it is not asked again. */
  emptyUntilMs: number;
  emptyResponses: number;
  /**
   * Nothing in the pool and nothing held elsewhere: the quota is used up, whether or not the control plane
   * can be asked.
   */
  usedUp: boolean;
  /** What the pool held after the last response. */
  poolRemaining: number;
  grantedAtMs: number;
  usedAtMs: number;
  queued: QueuedRequest[];
  /** Forgotten by the sweep; whoever still refers to it must look it up again. */
  dropped: boolean;
}

/** Names permits like the exchange does. */
export function permitsName(of: {
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly periodStart: string;
}): string {
  return `${of.usagePlanId}/${of.keyId}/${of.periodStart}`;
}

export const targetMin = 8;
export const targetMax = 5000;

export function createPermits(
  name: Pick<Permits, 'usagePlanId' | 'keyId' | 'periodStart' | 'periodEndMs'>,
  nowMs: number,
): Permits {
  const { usagePlanId, keyId, periodStart, periodEndMs } = name;
  return {
    usagePlanId,
    keyId,
    periodStart,
    periodEndMs,
    inHand: 0,
    returning: 0,
    target: targetMin,
    requested: false,
    inFlight: false,
    recalled: false,
    emptyUntilMs: 0,
    emptyResponses: 0,
    usedUp: false,
    poolRemaining: Infinity,
    grantedAtMs: nowMs,
    usedAtMs: nowMs,
    queued: [],
    dropped: false,
  };
}

/** Nothing is known any more: as after UpdateUsage, or when the control plane has released everything. */
export function forgetResponses(permits: Permits): void {
  permits.emptyUntilMs = 0;
  permits.emptyResponses = 0;
  permits.usedUp = false;
  permits.poolRemaining = Infinity;
}
