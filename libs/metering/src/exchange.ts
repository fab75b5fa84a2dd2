/**
 * The one exchange between a gateway process and the control plane: usage goes up, permits come down.
 *
 * Exactness rests on four rules:
 * 1. A gateway numbers its exchanges (1, 2, 3, ...) within one `incarnation` (one life of the process) and
 *    posts exchange n again,
 *    byte for byte, until it has the response. The control plane keeps the last response per gateway: a
 *    repeat gets that response and
 *    changes nothing; a number that is neither the last nor the next is refused (409).
 * 2. Usage is taken from the journal by sequence number. `fromSequence` must be the control plane's watermark
 *    (exclusive) and
 *    `toSequence` becomes the new one, in the same transaction as the counts.
 * 3. A new incarnation starts with a `hello`: it learns the watermark, replays its journal from there in as
 *    many exchanges as it takes,
 *    without lease requests, and says in the last of them that it holds no permits (`releaseAll`); what the
 *    control
 *    plane still had on its
 *    name goes back to the pool only then, after all that was spent of it is counted.
 * 4. Permits are granted out of `allowance - used - held by all gateways`, under a row lock per (plan, key,
 *    period).
 */
export interface ExchangeRequest {
  /** Names the journal rather than the machine: a gateway whose journal is gone is another sender. */
  readonly gatewayId: string;
  /**
   * A random id per life of the process; another process that claims the same gateway id is fenced off by it.
   */
  readonly incarnation: string;
  readonly exchange: number;
  readonly fromSequence: number;
  readonly toSequence: number;
  /**
   * True in the exchange that ends an incarnation's replay: everything that the control plane still books as
   * held is given back.
   */
  readonly releaseAll: boolean;
  readonly usage: readonly UsageCount[];
  readonly leases: readonly LeaseReport[];
}

/**
 * Admitted requests of one key under one plan in one hour of a UTC day, from journal entries (fromSequence,
 * toSequence].
 */
export interface UsageCount {
  readonly usagePlanId: string;
  readonly keyId: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** 0 to 23, UTC. */
  readonly hour: number;
  /**
   * First day of the period whose permits they were spent from; null = they passed without (no quota, or the
   * control plane was away).
   */
  readonly permitPeriod: string | null;
  readonly count: number;
}

/** What a gateway requests, and returns, for one plan and key in one period. */
export interface LeaseReport {
  readonly usagePlanId: string;
  readonly keyId: string;
  /** First day of the period, `YYYY-MM-DD`, UTC. */
  readonly periodStart: string;
  /** Permits given back unspent. */
  readonly returned: number;
  /** Permits requested; 0 = only returns. */
  readonly wanted: number;
}

export interface ExchangeResponse {
  readonly exchange: number;
  /** The new watermark: journal entries up to here may be forgotten. */
  readonly watermark: number;
  /** One per lease report that requested permits. */
  readonly grants: readonly LeaseGrant[];
}

export interface LeaseGrant {
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly periodStart: string;
  /** Permits granted now; 0 when there are none. */
  readonly granted: number;
  /** What is left in the pool after this grant. 0 with `heldElsewhere` > 0: ask again, some may come back. */
  readonly remaining: number;
  /** Permits that other gateways hold, unspent or not yet reported as spent. */
  readonly heldElsewhere: number;
}

/** `POST /_tollgate/metering/hello` */
export interface HelloRequest {
  readonly gatewayId: string;
  readonly incarnation: string;
}

export interface HelloResponse {
  /** The last journal sequence number that was counted; 0 for a gateway never seen. */
  readonly watermark: number;
}

/**
 * Why an exchange was refused (409). `stale-incarnation`: another process has said hello in this gateway's
 * name since. The others mean that the two sides disagree, as after a restored backup: the gateway starts
 * over as a new incarnation.
 */
export interface ExchangeRefusal {
  readonly reason: 'unknown-sender' | 'stale-incarnation' | 'unexpected-exchange' | 'unexpected-sequence';
}
