import type { Owner } from '#libs/api-definition';
import { ok } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import { roundedStart } from '#libs/cloudwatch';
import { metricSeries, type UnitOfWork } from '#libs/persistence';
import { invalidNextToken, validationError, type CloudWatchResult } from '../cloudwatch-error.js';
import { nextToken, readNextToken } from '../next-token.js';
import { readQueries, type MetricQuery } from './read-queries.js';
import { seriesReader, type AskedSeries, type TimedValue } from './series-reader.js';

/** Of one page, unless fewer are asked for (API reference: GetMetricData). */
const datapointsMax = 100_800;

/**
 * What queries ask for, page by page. Periods begin at multiples of their length, the first one with the
 * period that the start is in.
 */
export async function getMetricData(
  uow: UnitOfWork,
  owner: Owner,
  input: cloudwatch.GetMetricDataInput,
  nowMs: number,
): Promise<CloudWatchResult<cloudwatch.GetMetricDataOutput>> {
  const { NextToken, ...question } = input;
  const checked = check(input);
  if (!checked.ok) return checked;
  const queries = checked.value.filter(({ returnsData }) => returnsData);
  const position = readNextToken(question, NextToken);
  if (!position.ok) return position;
  const start = startOf(position.value, queries.length);
  if (!start.ok) return start;
  const { fromIndex, last } = start.value;

  const found = await metricSeries.find(
    uow,
    owner,
    queries.map(({ metric }) => metric),
  );
  const asked = queries.map((query, index): AskedSeries => {
    const series = found[index];
    const hasUnit = query.unit === null || query.unit === series?.unit;
    return {
      ...windowOf(query, input, nowMs),
      statistic: query.statistic,
      seriesId: series && hasUnit ? series.id : null,
    };
  });
  const isAscending = input.ScanBy === 'TimestampAscending';
  const most = input.MaxDatapoints ?? datapointsMax;
  const valuesOf = seriesReader(uow, asked);

  const results: cloudwatch.MetricDataResult[] = [];
  let left = most;
  // The page before has ended with this point; points may have come in before it since.
  let after = last;
  for (let index = fromIndex; index < queries.length; index += 1) {
    const all = await valuesOf(index);
    const values = all.filter(({ atMs }) => after === null || (isAscending ? atMs > after : atMs < after));
    if (!isAscending) values.reverse();
    after = null;
    const page = values.slice(0, left);
    const isWhole = page.length === values.length;
    results.push(presentResult(queries[index]!, page, isWhole));
    left -= page.length;
    const next = isWhole ? [String(index + 1), ''] : [String(index), String(page.at(-1)!.atMs)];
    if (left === 0 && Number(next[0]) < queries.length) {
      return ok({ ...pageOf(results), NextToken: nextToken(question, next) });
    }
  }
  return ok(pageOf(results));
}

/** Where a page begins: with a query, behind the point that the page before has ended with. */
function startOf(
  position: readonly string[] | null,
  queries: number,
): CloudWatchResult<{ readonly fromIndex: number; readonly last: number | null }> {
  if (position === null) return ok({ fromIndex: 0, last: null });
  const [index = '', atMs = ''] = position;
  const isPlace = /^\d{1,3}$/.test(index) && Number(index) < queries && /^(-?\d{1,16})?$/.test(atMs);
  return isPlace
    ? ok({ fromIndex: Number(index), last: atMs === '' ? null : Number(atMs) })
    : invalidNextToken('The specified nextToken is not valid.');
}

const pageOf = (results: cloudwatch.MetricDataResult[]) => ({ MetricDataResults: results, Messages: [] });

const labelTimezone = /^[+-](?:0\d|1[0-4])[0-5]\d$/;

function check(input: cloudwatch.GetMetricDataInput): CloudWatchResult<readonly MetricQuery[]> {
  if (input.StartTime.getTime() >= input.EndTime.getTime()) {
    return validationError('The parameter StartTime must be less than the parameter EndTime.');
  }
  const { MaxDatapoints: most } = input;
  if (most !== undefined && (most < 1 || most > datapointsMax)) {
    return validationError('The parameter MaxDatapoints must be from 1 to 100,800.');
  }
  const zone = input.LabelOptions?.Timezone;
  if (zone !== undefined && !labelTimezone.test(zone)) {
    return validationError(
      'The parameter LabelOptions.Timezone must be + or - followed by four digits, such as +0130.',
    );
  }
  return readQueries(input.MetricDataQueries);
}

function windowOf(
  { periodMs }: MetricQuery,
  { StartTime, EndTime }: cloudwatch.GetMetricDataInput,
  nowMs: number,
) {
  const rounded = roundedStart(StartTime.getTime(), nowMs);
  return {
    startMs: rounded - (((rounded % periodMs) + periodMs) % periodMs),
    endMs: EndTime.getTime(),
    periodMs,
  };
}

const presentResult = (
  { id, label }: MetricQuery,
  values: readonly TimedValue[],
  isWhole: boolean,
): cloudwatch.MetricDataResult => ({
  Id: id,
  Label: label,
  Timestamps: values.map(({ atMs }) => new Date(atMs)),
  Values: values.map(({ value }) => value),
  StatusCode: isWhole ? 'Complete' : 'PartialData',
});
