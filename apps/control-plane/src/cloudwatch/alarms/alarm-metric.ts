import { ok } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import type { AlarmDefinition } from '#libs/cloudwatch';
import { validationError, type CloudWatchResult } from '../cloudwatch-error.js';
import { toDimensions } from '../metrics/dimensions.js';
import { readExtendedStatistic, readStatistic } from '../metrics/read-statistic.js';

type Input = cloudwatch.PutMetricAlarmInput;
type Watched = Pick<
  AlarmDefinition,
  | 'namespace'
  | 'metricName'
  | 'dimensions'
  | 'statistic'
  | 'statisticText'
  | 'unit'
  | 'periodSeconds'
  | 'metricId'
>;

/**
 * The metric that an alarm watches: named by members of the call, or as the one query of `Metrics`. What
 * CloudWatch can watch beside is refused by name.
 */
export function readAlarmMetric(input: Input): CloudWatchResult<Watched> {
  for (const name of ['EvaluationCriteria', 'EvaluationInterval', 'ThresholdMetricId'] as const) {
    if (input[name] !== undefined) return validationError(`The parameter ${name} is not supported.`);
  }
  return input.Metrics === undefined ? ofMembers(input) : ofQueries(input, input.Metrics);
}

function ofMembers(input: Input): CloudWatchResult<Watched> {
  const { Namespace: namespace, MetricName: metricName, Period, Statistic, ExtendedStatistic } = input;
  if (metricName === undefined) return validationError('The parameter MetricName is required.');
  if (namespace === undefined) return validationError('The parameter Namespace is required.');
  if (Period === undefined) return validationError('The parameter Period is required.');
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) {
    return validationError(
      'Exactly one of the parameters Statistic and ExtendedStatistic must be specified.',
    );
  }
  const statistic = Statistic
    ? ok(Statistic)
    : readExtendedStatistic(ExtendedStatistic!, 'ExtendedStatistic');
  if (!statistic.ok) return validationError(statistic.error.message);
  const period = checkPeriod(Period, 'Period');
  if (!period.ok) return period;
  return ok({
    namespace,
    metricName,
    dimensions: toDimensions(input.Dimensions),
    statistic: statistic.value,
    statisticText: Statistic ?? ExtendedStatistic!,
    unit: input.Unit ?? null,
    periodSeconds: Period,
    metricId: null,
  });
}

const instead = [
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
] as const;

function ofQueries(
  input: Input,
  [query, ...others]: readonly cloudwatch.MetricDataQuery[],
): CloudWatchResult<Watched> {
  const doubled = instead.find((name) => input[name] !== undefined);
  if (doubled) return validationError(`The parameter ${doubled} cannot be specified together with Metrics.`);
  const expression = [query, ...others].find((one) => one?.Expression !== undefined);
  if (expression) {
    return validationError(
      `Metric math is not supported: the expression of ${expression.Id} is ${JSON.stringify(expression.Expression)}. Name one metric by MetricStat.`,
    );
  }
  const stat = query?.MetricStat;
  const { Namespace: namespace, MetricName: metricName, Dimensions } = stat?.Metric ?? {};
  if (!query || !stat || others.length > 0 || query.ReturnData === false) {
    return validationError('The parameter Metrics must have one member, with MetricStat, that returns data.');
  }
  if (namespace === undefined || metricName === undefined) {
    return validationError(`The parameter MetricStat.Metric of ${query.Id} needs Namespace and MetricName.`);
  }
  const statistic = readStatistic(stat.Stat, 'MetricStat.Stat');
  if (!statistic.ok) return validationError(statistic.error.message);
  const period = checkPeriod(stat.Period, 'MetricStat.Period');
  if (!period.ok) return period;
  return ok({
    namespace,
    metricName,
    dimensions: toDimensions(Dimensions),
    statistic: statistic.value,
    statisticText: stat.Stat,
    unit: stat.Unit ?? null,
    periodSeconds: stat.Period,
    metricId: query.Id,
  });
}

/** There is no data by less than the minute, so an alarm on it could never judge any. */
const checkPeriod = (seconds: number, parameter: string): CloudWatchResult<void> =>
  seconds % 60 === 0
    ? ok(undefined)
    : validationError(
        `The parameter ${parameter} must be a multiple of 60: metrics are counted by the minute.`,
      );
