import { ok } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import { dimensionsKey, type Statistic } from '#libs/cloudwatch';
import type { MetricName } from '#libs/persistence';
import { validationError, type CloudWatchResult } from '../cloudwatch-error.js';
import { toDimensions } from './dimensions.js';
import { periodMsOf } from './metric-period.js';
import { readStatistic } from './read-statistic.js';

/** One metric that is asked for. */
export interface MetricQuery {
  readonly id: string;
  readonly label: string;
  readonly returnsData: boolean;
  readonly metric: MetricName;
  readonly periodMs: number;
  readonly statistic: Statistic;
  readonly unit: string | null;
}

/** Of one call (API reference: GetMetricData). */
const queriesMax = 500;
const idPattern = /^[a-z][a-zA-Z0-9_]*$/;

/** The queries of a call. Metric maths, SQL and other accounts' metrics are refused by name. */
export function readQueries(
  queries: readonly cloudwatch.MetricDataQuery[],
): CloudWatchResult<readonly MetricQuery[]> {
  if (queries.length === 0 || queries.length > queriesMax) {
    return validationError(`The parameter MetricDataQueries must have from 1 to ${queriesMax} members.`);
  }
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length) {
    return validationError('The values for parameter id in MetricDataQueries are not unique.');
  }
  const read: MetricQuery[] = [];
  for (const [index, query] of queries.entries()) {
    const one = readQuery(query, `MetricDataQueries.member.${index + 1}`);
    if (!one.ok) return one;
    read.push(one.value);
  }
  return read.some(({ returnsData }) => returnsData)
    ? ok(read)
    : validationError('At least one member of MetricDataQueries must return data.');
}

function readQuery(query: cloudwatch.MetricDataQuery, at: string): CloudWatchResult<MetricQuery> {
  const { Id: id, MetricStat: stat, Expression: expression } = query;
  if (!idPattern.test(id)) {
    return validationError(
      `The value ${id} for parameter ${at}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  if (expression !== undefined) {
    return validationError(
      `Metric math is not supported: ${at}.Expression of ${id} is ${JSON.stringify(expression)}. Ask for metrics by MetricStat.`,
    );
  }
  if (query.AccountId !== undefined) {
    return validationError(`Metrics of other accounts are not supported: ${at}.AccountId.`);
  }
  if (!stat) return validationError(`Either Expression or MetricStat must be specified: ${at}.`);
  const { Namespace: namespace, MetricName: name, Dimensions } = stat.Metric;
  if (namespace === undefined || name === undefined) {
    const missing = namespace === undefined ? 'Namespace' : 'MetricName';
    return validationError(`The parameter ${at}.MetricStat.Metric.${missing} is required.`);
  }
  const period = periodMsOf(stat.Period, `${at}.MetricStat.Period`);
  if (!period.ok) return validationError(period.error.message);
  const statistic = readStatistic(stat.Stat, `${at}.MetricStat.Stat`);
  if (!statistic.ok) return validationError(statistic.error.message);
  return ok({
    id,
    label: query.Label ?? name,
    returnsData: query.ReturnData ?? true,
    metric: { namespace, name, dimensions: dimensionsKey(toDimensions(Dimensions)) },
    periodMs: period.value,
    statistic: statistic.value,
    unit: stat.Unit ?? null,
  });
}
