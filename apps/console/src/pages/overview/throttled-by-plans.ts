import { queryOptions } from '@tanstack/react-query';
import { allPages } from '../../wire/all-pages.js';
import { callWire } from '../../wire/call-wire.js';
import { GetUsagePlans } from '../../wire/generated/apigateway.js';
import { GetMetricData } from '../../wire/generated/cloudwatch.js';

/** Plans of one API that are counted: one call's queries. */
const plansMax = 500;

/**
 * How many requests the usage plans of an API have refused with a 429 in the last hour. Gateways count that
 * by key and plan: of a plan that also has stages of other APIs, theirs are among them. Null where no plan
 * has a stage of it, or who looks may not read plans.
 */
export const throttledByPlans = (apiId: string) =>
  queryOptions({
    queryKey: ['throttled-by-plans', apiId],
    queryFn: async ({ signal }): Promise<number | null> => {
      const planIds: string[] = [];
      for await (const { items = [] } of allPages(GetUsagePlans, { limit: 500 }, { signal }))
        for (const { id = '', apiStages = [] } of items)
          if (apiStages.some((stage) => stage.apiId === apiId)) planIds.push(id);
      if (planIds.length === 0) return null;
      const end = Math.ceil(Date.now() / 60_000) * 60;
      const { MetricDataResults = [] } = await callWire(
        GetMetricData,
        {
          StartTime: end - 3600,
          EndTime: end,
          MetricDataQueries: planIds.slice(0, plansMax).map((Value, index) => ({
            Id: `p${index}`,
            MetricStat: {
              Metric: {
                Namespace: 'Tollgate/ApiKeys',
                MetricName: 'Throttled',
                Dimensions: [{ Name: 'UsagePlanId', Value }],
              },
              Period: 60,
              Stat: 'Sum',
            },
          })),
        },
        { signal },
      );
      return MetricDataResults.flatMap(({ Values = [] }) => Values).reduce((sum, value) => sum + value, 0);
    },
  });
