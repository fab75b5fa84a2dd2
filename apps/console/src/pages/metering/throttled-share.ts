import { queryOptions } from '@tanstack/react-query';
import { callWire } from '../../wire/call-wire.js';
import { GetMetricData } from '../../wire/generated/cloudwatch.js';

/** Which share of a plan's requests a throttle or quota refused in so many days; null without requests. */
export const throttledShareQuery = (usagePlanId: string, days: number) =>
  queryOptions({
    queryKey: ['throttled-share', usagePlanId, days],
    refetchInterval: 15_000,
    queryFn: async ({ signal }): Promise<number | null> => {
      const period = 86_400;
      const end = Math.ceil(Date.now() / 1000 / period) * period;
      const query = (Id: string, MetricName: string) => ({
        Id,
        MetricStat: {
          Metric: {
            Namespace: 'Tollgate/ApiKeys',
            MetricName,
            Dimensions: [{ Name: 'UsagePlanId', Value: usagePlanId }],
          },
          Period: period,
          Stat: 'Sum',
        },
      });
      const { MetricDataResults = [] } = await callWire(
        GetMetricData,
        {
          StartTime: end - days * period,
          EndTime: end,
          MetricDataQueries: [query('all', 'Count'), query('throttled', 'Throttled')],
        },
        { signal },
      );
      const sumOf = (id: string) =>
        (MetricDataResults.find(({ Id }) => Id === id)?.Values ?? []).reduce((sum, value) => sum + value, 0);
      return sumOf('all') === 0 ? null : sumOf('throttled') / sumOf('all');
    },
  });
