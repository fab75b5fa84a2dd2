import { useQuery } from '@tanstack/react-query';
import { allPages } from '../wire/all-pages.js';
import { GetRestApis } from '../wire/generated/apigateway.js';
import { GetApis } from '../wire/generated/apigatewayv2.js';

/** An API as CloudWatch knows it: REST APIs by their names, others by their ids. */
export interface MeteredApi {
  readonly kind: 'REST' | 'HTTP' | 'WEBSOCKET';
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** APIs of all three kinds, every one of them, by name. */
export const useMeteredApis = () =>
  useQuery({
    queryKey: ['metered-apis'],
    queryFn: async ({ signal }): Promise<MeteredApi[]> => {
      const [rest, others] = await Promise.all([restApis(signal), apisOfVersion2(signal)]);
      return [...rest, ...others].sort((a, b) => a.name.localeCompare(b.name));
    },
  });

async function restApis(signal: AbortSignal): Promise<MeteredApi[]> {
  const apis: MeteredApi[] = [];
  for await (const { items = [] } of allPages(GetRestApis, { limit: 500 }, { signal }))
    for (const { id = '', name = '', description = '' } of items)
      apis.push({ kind: 'REST', id, name, description });
  return apis;
}

async function apisOfVersion2(signal: AbortSignal): Promise<MeteredApi[]> {
  const apis: MeteredApi[] = [];
  for await (const { items = [] } of allPages(GetApis, { maxResults: '500' }, { signal }))
    for (const { apiId = '', name = '', description = '', protocolType = 'HTTP' } of items)
      apis.push({ kind: protocolType, id: apiId, name, description });
  return apis;
}
