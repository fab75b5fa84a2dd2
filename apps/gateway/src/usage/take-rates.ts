import type { BucketLimit, RateBuckets, RateVerdict } from '#libs/rate-limits';
import type { AdmissionReason } from '../invocation/admission.js';

/** A bucket that a request takes a token from. */
export interface Rate {
  readonly key: string;
  readonly limit: BucketLimit;
  /** Of the refusal when it has no token. */
  readonly code: AdmissionReason;
  /** Its name in the rate-limit headers of the key's holder; null for limits that are shared with others. */
  readonly policy: string | null;
}

/** The limit that had no token; null = a token was taken from each. */
export type RatesVerdict = { readonly rate: Rate; readonly retryAfterMs: number } | null;

/**
 * Takes one token from each bucket in order. When one is empty, those before get theirs back: a refused
 * request uses up nothing.
 */
export function takeRates(
  buckets: RateBuckets,
  rates: readonly Rate[],
  nowMs: number,
  start = 0,
): RatesVerdict | Promise<RatesVerdict> {
  for (let index = start; index < rates.length; index++) {
    const rate = rates[index] as Rate;
    const verdict = buckets.take(rate.key, rate.limit, nowMs);
    if (verdict instanceof Promise) return takeRest(buckets, rates, nowMs, index, verdict);
    if (!verdict.taken) return refuse(buckets, rates, nowMs, index, verdict);
  }
  return null;
}

/** Puts a token back into each bucket. */
export function giveBackRates(buckets: RateBuckets, rates: readonly Rate[], nowMs: number): void {
  for (const rate of rates) buckets.giveBack(rate.key, rate.limit, nowMs);
}

async function takeRest(
  buckets: RateBuckets,
  rates: readonly Rate[],
  nowMs: number,
  index: number,
  waiting: Promise<RateVerdict>,
): Promise<RatesVerdict> {
  const verdict = await waiting;
  if (!verdict.taken) return refuse(buckets, rates, nowMs, index, verdict);
  return takeRates(buckets, rates, nowMs, index + 1);
}

function refuse(
  buckets: RateBuckets,
  rates: readonly Rate[],
  nowMs: number,
  index: number,
  verdict: RateVerdict,
): RatesVerdict {
  giveBackRates(buckets, rates.slice(0, index), nowMs);
  return { rate: rates[index] as Rate, retryAfterMs: verdict.retryAfterMs };
}
