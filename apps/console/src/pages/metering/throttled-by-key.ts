import { queryOptions } from '@tanstack/react-query';
import { callWire } from '../../wire/call-wire.js';
import { GetMetricData } from '../../wire/generated/cloudwatch.js';

/** GetMetricData takes so many queries in a call (CloudWatch API Reference: GetMetricData). */
export const throttledKeysMax = 500;

const daySeconds = 86_400;

/**
 * How many requests of each key the plan has refused in so many days, of the first 500 keys that are given.
 * Gateways tell the keys with the most traffic apart; others have none here.
 */
export const throttledByKey = (usagePlanId: string, keyIds: readonly string[], days: number) =>
  queryOptions({
    queryKey: ['throttled-by-key', usagePlanId, keyIds, days],
    enabled: keyIds.length > 0,
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, number>> => {
      const end = Math.ceil(Date.now() / 1000 / daySeconds) * daySeconds;
      const asked = keyIds.slice(0, throttledKeysMax);
      const { MetricDataResults = [] } = await callWire(
        GetMetricData,
        {
          StartTime: end - days * daySeconds,
          EndTime: end,
          MetricDataQueries: asked.map((keyId, index) => ({
            Id: `k${index}`,
            MetricStat: {
              Metric: {
                Namespace: 'Tollgate/ApiKeys',
                MetricName: 'Throttled',
                Dimensions: [
                  { Name: 'KeyId', Value: keyId },
                  { Name: 'UsagePlanId', Value: usagePlanId },
                ],
              },
              Period: daySeconds,
              Stat: 'Sum',
            },
          })),
        },
        { signal },
      );
      const sums = new Map(MetricDataResults.map(({ Id = '', Values = [] }) => [Id, sumOf(Values)]));
      return new Map(asked.map((keyId, index) => [keyId, sums.get(`k${index}`) ?? 0]));
    },
  });

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
