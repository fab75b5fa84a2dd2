import { queryOptions } from '@tanstack/react-query';
import { allPages } from '../../wire/all-pages.js';
import { GetUsagePlanKeys } from '../../wire/generated/apigateway.js';

/** Names hardly change. */
const staleTime = 60_000;

/** The names of a plan's keys by id: use is told by id alone. */
export const planKeyNames = (usagePlanId: string) =>
  queryOptions({
    queryKey: ['plan-key-names', usagePlanId],
    staleTime,
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, string>> => {
      const names = new Map<string, string>();
      for await (const { items = [] } of allPages(GetUsagePlanKeys, { usagePlanId, limit: 500 }, { signal }))
        for (const { id = '', name = '' } of items) names.set(id, name);
      return names;
    },
  });
