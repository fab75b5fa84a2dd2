import type { GuardCondition } from './canary-guard-rule.js';
import { measureOf, type Measure, type ReleaseFigures } from './measure.js';

/** A condition with what was measured. Percent, or milliseconds. */
export interface JudgedCondition {
  readonly condition: string;
  /** Null: there is not enough to measure yet. */
  readonly holds: boolean | null;
  readonly canary: number | null;
  readonly base: number | null;
  /** What the canary is held to; null while that depends on a base of which too little is known. */
  readonly limit: number | null;
}

/** Judges one condition. Too few requests on a side that it is about, and nothing is said. */
export function judgeCondition(
  { text, measure, limit: { timesBase, plus }, includesLimit }: GuardCondition,
  { canary, base }: { readonly canary: ReleaseFigures; readonly base: ReleaseFigures },
  requestsMin: number,
): JudgedCondition {
  const ofCanary = measureOf(measure, canary);
  const ofBase = measureOf(measure, base);
  const needsBase = timesBase > 0;
  const isBaseKnown = !needsBase || (base.requests >= requestsMin && ofBase !== null);
  const limit = isBaseKnown ? timesBase * (ofBase ?? 0) + plus : null;
  const isKnown = canary.requests >= requestsMin && ofCanary !== null && limit !== null;
  const isWithin = isKnown && (includesLimit ? ofCanary <= limit : ofCanary < limit);
  return { condition: text, holds: isKnown ? isWithin : null, canary: ofCanary, base: ofBase, limit };
}

/** `error-rate<1%: 3.2 %`, for people. */
export function sentenceOf({ condition, canary, limit }: JudgedCondition, { unit }: Measure): string {
  const of = (value: number | null): string =>
    value === null ? 'unknown' : `${rounded(value)}${unit === 'percent' ? ' %' : ' ms'}`;
  return `${condition}: ${of(canary)} against ${of(limit)}`;
}

const rounded = (value: number): number => Number(value.toPrecision(4));
