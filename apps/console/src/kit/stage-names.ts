import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { allPages } from '../wire/all-pages.js';
import { callWire } from '../wire/call-wire.js';
import { GetStages } from '../wire/generated/apigateway.js';
import { GetStages as GetStagesV2 } from '../wire/generated/apigatewayv2.js';

/** Stages come and go seldom; rows of a list that come into sight again do not ask anew. */
const staleTime = 30_000;

/** The names of an API's stages, all of them. */
export const useStageNames = (version: 'rest' | 'v2', apiId: string): UseQueryResult<readonly string[]> =>
  useQuery({
    queryKey: ['stage-names', version, apiId],
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      if (version === 'rest') {
        const { item = [] } = await callWire(GetStages, { restApiId: apiId }, { signal });
        return item.map(({ stageName = '' }) => stageName);
      }
      const names: string[] = [];
      for await (const { items = [] } of allPages(GetStagesV2, { apiId, maxResults: '500' }, { signal }))
        names.push(...items.map(({ stageName = '' }) => stageName));
      return names;
    },
    staleTime,
  });
