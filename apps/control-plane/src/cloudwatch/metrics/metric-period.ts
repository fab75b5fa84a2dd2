import { ok } from '#libs/api-definition';
import { invalidParameterValue, type CloudWatchResult } from '../cloudwatch-error.js';

/** Shorter than a minute: data of metrics by the minute comes by the minute all the same. */
const shortPeriods = [1, 5, 10, 20, 30];

/** Milliseconds of a period, which was named by a parameter. */
export function periodMsOf(seconds: number, parameter: string): CloudWatchResult<number> {
  return shortPeriods.includes(seconds) || seconds % 60 === 0
    ? ok(seconds * 1000)
    : invalidParameterValue(
        `The parameter ${parameter} must be a value in the set [1, 5, 10, 20, 30] or a multiple of 60.`,
      );
}
