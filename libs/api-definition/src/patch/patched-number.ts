import { badRequest, fail, ok, type Result } from '../domain-error.js';
import type { Change } from './patch-table.js';

/** What a number must satisfy; both ends belong to the range. */
export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

/** Largest value of the wire's Integer. */
export const INTEGER_MAX = 2 ** 31 - 1;

/**
 * The number in a patch value. AWS's own text for what is no number is not recorded: this one names value and
 * path. Only decimal notation counts, so that '', ' 1', '0x10' and 'Infinity' are refused.
 */
export function patchedNumber({ value, op, path }: Change, bounds: NumberBounds): Result<number> {
  const pattern = bounds.whole ? /^-?\d+$/ : /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
  const number = value !== null && pattern.test(value) ? Number(value) : Number.NaN;
  if (number >= bounds.min && number <= bounds.max) return ok(number);
  return fail(badRequest(`Invalid patch value  '${value}' specified for op '${op}' at path '${path}'`));
}
