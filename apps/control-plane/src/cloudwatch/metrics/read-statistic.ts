import { isTrimmedStatistic, parsePercentile, parseStatistic, type Statistic } from '#libs/cloudwatch';
import { ok } from '#libs/api-definition';
import { invalidParameterValue, type CloudWatchResult } from '../cloudwatch-error.js';

/** Any statistic, as `MetricStat` has it. */
export const readStatistic = (text: string, parameter: string): CloudWatchResult<Statistic> =>
  orRefused(parseStatistic(text), text, parameter);

/** A percentile alone, as `ExtendedStatistics` has it. */
export const readExtendedStatistic = (text: string, parameter: string): CloudWatchResult<Statistic> =>
  orRefused(parsePercentile(text), text, parameter);

function orRefused(
  statistic: Statistic | undefined,
  text: string,
  parameter: string,
): CloudWatchResult<Statistic> {
  if (statistic !== undefined) return ok(statistic);
  return invalidParameterValue(
    isTrimmedStatistic(text)
      ? `The statistic ${text} of ${parameter} is not supported: SampleCount, Average, Sum, Minimum, Maximum and p0 to p100 are.`
      : `The value ${text} for parameter ${parameter} is not supported.`,
  );
}
