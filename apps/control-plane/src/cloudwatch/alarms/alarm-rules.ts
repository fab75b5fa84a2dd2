import { ok } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import {
  comparisonOperators,
  isPercentile,
  missingDataTreatments,
  type AlarmDefinition,
  type ComparisonOperator,
} from '#libs/cloudwatch';
import { validationError, type CloudWatchResult } from '../cloudwatch-error.js';

type Input = cloudwatch.PutMetricAlarmInput;
type Rules = Pick<
  AlarmDefinition,
  'evaluationPeriods' | 'datapointsToAlarm' | 'threshold' | 'comparison' | 'missingData' | 'lowSampleCount'
>;
type Watched = Pick<AlarmDefinition, 'statistic' | 'periodSeconds'>;

const daySeconds = 86_400;
const lowSampleCounts = ['evaluate', 'ignore'] as const;

/** When an alarm changes its state (API reference: PutMetricAlarm). */
export function readAlarmRules(input: Input, watched: Watched): CloudWatchResult<Rules> {
  const { Threshold: threshold, EvaluationPeriods: evaluationPeriods, DatapointsToAlarm } = input;
  if (evaluationPeriods === undefined) return validationError('The parameter EvaluationPeriods is required.');
  if (threshold === undefined) return validationError('The parameter Threshold is required.');
  if (!Number.isFinite(threshold)) return validationError('The parameter Threshold must be a finite number.');
  const comparison = comparisonOf(input.ComparisonOperator);
  if (!comparison.ok) return comparison;
  const range = checkRange(evaluationPeriods, watched.periodSeconds);
  if (!range.ok) return range;
  if (DatapointsToAlarm !== undefined && DatapointsToAlarm > evaluationPeriods) {
    return validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods.');
  }
  const missingData = oneOf('TreatMissingData', missingDataTreatments, input.TreatMissingData);
  if (!missingData.ok) return missingData;
  const named = 'EvaluateLowSampleCountPercentile';
  const lowSampleCount = oneOf(named, lowSampleCounts, input.EvaluateLowSampleCountPercentile);
  if (!lowSampleCount.ok) return lowSampleCount;
  if (lowSampleCount.value !== null && !isPercentile(watched.statistic)) {
    return validationError(`The parameter ${named} is for alarms on percentiles alone.`);
  }
  return ok({
    evaluationPeriods,
    datapointsToAlarm: DatapointsToAlarm ?? null,
    threshold,
    comparison: comparison.value,
    missingData: missingData.value,
    lowSampleCount: lowSampleCount.value,
  });
}

function comparisonOf(text: string | undefined): CloudWatchResult<ComparisonOperator> {
  if (text === undefined) return validationError('The parameter ComparisonOperator is required.');
  const comparison = comparisonOperators.find((operator) => operator === text);
  return comparison === undefined
    ? validationError(`Alarms on anomaly detection are not supported: ComparisonOperator ${text}.`)
    : ok(comparison);
}

/** A day; a week of periods of an hour or more. */
function checkRange(evaluationPeriods: number, periodSeconds: number): CloudWatchResult<void> {
  const [most, words] = periodSeconds >= 3600 ? [7 * daySeconds, 'seven days'] : [daySeconds, 'a day'];
  return evaluationPeriods * periodSeconds <= most
    ? ok(undefined)
    : validationError(
        `Metrics cannot be checked across more than ${words} (EvaluationPeriods * Period must be <= ${most}).`,
      );
}

function oneOf<const W extends string>(
  parameter: string,
  words: readonly W[],
  text: string | undefined,
): CloudWatchResult<W | null> {
  if (text === undefined) return ok(null);
  const word = words.find((one) => one === text);
  return word === undefined
    ? validationError(`The value ${text} for parameter ${parameter} must be one of ${words.join(', ')}.`)
    : ok(word);
}
