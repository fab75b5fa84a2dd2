import type { Owner } from '#libs/api-definition';
import { ok } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import { metricSeries, type MetricSeries, type UnitOfWork } from '#libs/persistence';
import type { CloudWatchResult } from '../cloudwatch-error.js';
import { nextToken, readNextToken } from '../next-token.js';

/** Of one page (API reference: ListMetrics). */
const pageSize = 500;
const hourMs = 3_600_000;
/** Metrics without data for longer are not listed, unless one asks for those of the last three hours. */
const listedMs = { usually: 14 * 24 * hourMs, PT3H: 3 * hourMs };

export async function listMetrics(
  uow: UnitOfWork,
  owner: Owner,
  input: cloudwatch.ListMetricsInput,
  nowMs: number,
): Promise<CloudWatchResult<cloudwatch.ListMetricsOutput>> {
  const { NextToken, ...question } = input;
  const position = readNextToken(question, NextToken);
  if (!position.ok) return position;
  // Accounts are not linked: another one's metrics are nobody's.
  if (input.OwningAccount !== undefined && input.OwningAccount !== owner.accountId)
    return ok({ Metrics: [] });
  const filter = {
    namespace: input.Namespace ?? null,
    name: input.MetricName ?? null,
    dimensions: (input.Dimensions ?? []).map(({ Name, Value }) => ({ name: Name, value: Value ?? null })),
    sinceMs: nowMs - listedMs[input.RecentlyActive ?? 'usually'],
  };
  const after = position.value?.[0] ?? null;
  const found = await metricSeries.list(uow, owner, filter, { after, count: pageSize + 1 });
  const page = found.slice(0, pageSize);
  return ok({
    Metrics: page.map(presentMetric),
    ...(found.length > pageSize && { NextToken: nextToken(question, [page.at(-1)!.id]) }),
    ...(input.IncludeLinkedAccounts && { OwningAccounts: page.map(() => owner.accountId) }),
  });
}

const presentMetric = ({ namespace, name, dimensions }: MetricSeries): cloudwatch.Metric => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: dimensions.map((dimension) => ({ Name: dimension.name, Value: dimension.value })),
});
