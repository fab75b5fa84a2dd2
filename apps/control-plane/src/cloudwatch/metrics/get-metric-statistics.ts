import type { Owner } from '#libs/api-definition';
import { ok } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import {
  dimensionsKey,
  isPercentile,
  pointsByPeriod,
  resolutionFor,
  roundedStart,
  statisticOf,
  type MetricPoint,
  type Statistic,
} from '#libs/cloudwatch';
import { metricData, metricSeries, type UnitOfWork } from '#libs/persistence';
import {
  invalidParameterCombination,
  invalidParameterValue,
  type CloudWatchResult,
} from '../cloudwatch-error.js';
import { toDimensions } from './dimensions.js';
import { periodMsOf } from './metric-period.js';
import { readExtendedStatistic } from './read-statistic.js';

/** Of one call (API reference: GetMetricStatistics). */
const datapointsMax = 1_440;

/** Periods begin with the start, which is rounded down; the end is exclusive. */
export async function getMetricStatistics(
  uow: UnitOfWork,
  owner: Owner,
  input: cloudwatch.GetMetricStatisticsInput,
  nowMs: number,
): Promise<CloudWatchResult<cloudwatch.GetMetricStatisticsOutput>> {
  const asked = readQuestion(input, nowMs);
  if (!asked.ok) return asked;
  const { statistics, ...window } = asked.value;
  const output = (points: readonly cloudwatch.Datapoint[]) =>
    ok({ Label: input.MetricName, Datapoints: [...points] });
  const dimensions = dimensionsKey(toDimensions(input.Dimensions));
  const name = { namespace: input.Namespace, name: input.MetricName, dimensions };
  const [series] = await metricSeries.find(uow, owner, [name]);
  if (!series || (input.Unit !== undefined && input.Unit !== series.unit)) return output([]);
  const read = await metricData.read(uow, [series.id], {
    ...window,
    resolution: resolutionFor(window.startMs, window.periodMs),
    withSketch: statistics.some(({ statistic }) => isPercentile(statistic)),
  });
  const points = pointsByPeriod(read.get(series.id)!, window);
  return output(
    points.map((point) => presentPoint(point, statistics, series.unit as cloudwatch.StandardUnit)),
  );
}

interface NamedStatistic {
  readonly name: string;
  readonly statistic: Statistic;
}

interface Question {
  readonly statistics: readonly NamedStatistic[];
  readonly startMs: number;
  readonly endMs: number;
  readonly periodMs: number;
}

function readQuestion(input: cloudwatch.GetMetricStatisticsInput, nowMs: number): CloudWatchResult<Question> {
  const { Statistics = [], ExtendedStatistics = [] } = input;
  if (Statistics.length + ExtendedStatistics.length === 0) {
    return invalidParameterCombination(
      'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
    );
  }
  const statistics: NamedStatistic[] = Statistics.map((statistic) => ({ name: statistic, statistic }));
  for (const [index, name] of ExtendedStatistics.entries()) {
    const statistic = readExtendedStatistic(name, `ExtendedStatistics.member.${index + 1}`);
    if (!statistic.ok) return statistic;
    statistics.push({ name, statistic: statistic.value });
  }
  const period = periodMsOf(input.Period, 'Period');
  if (!period.ok) return period;
  const endMs = input.EndTime.getTime();
  if (input.StartTime.getTime() >= endMs) {
    return invalidParameterValue('The parameter StartTime must be less than the parameter EndTime.');
  }
  const startMs = roundedStart(input.StartTime.getTime(), nowMs);
  const asked = Math.ceil((endMs - startMs) / period.value);
  if (asked > datapointsMax) {
    return invalidParameterCombination(
      `You have requested up to ${asked.toLocaleString('en-US')} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  return ok({ statistics, startMs, endMs, periodMs: period.value });
}

function presentPoint(
  { atMs, values }: MetricPoint,
  statistics: readonly NamedStatistic[],
  unit: cloudwatch.StandardUnit,
): cloudwatch.Datapoint {
  const simple: Record<string, number> = {};
  const extended: Record<string, number> = {};
  for (const { name, statistic } of statistics) {
    const value = statisticOf(values, statistic);
    if (value !== null) (isPercentile(statistic) ? extended : simple)[name] = value;
  }
  return {
    Timestamp: new Date(atMs),
    ...simple,
    Unit: unit,
    ...(Object.keys(extended).length > 0 && { ExtendedStatistics: extended }),
  };
}
