import { useQuery } from '@tanstack/react-query';
import { callWire } from '../wire/call-wire.js';
import { GetRestApis } from '../wire/generated/apigateway.js';
import { GetApis } from '../wire/generated/apigatewayv2.js';

/** An API as CloudWatch knows it: REST APIs by their names, others by their ids. */
export interface MeteredApi {
  readonly kind: 'REST' | 'HTTP' | 'WEBSOCKET';
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** The first 500 APIs of each kind, which is the account's limit of regional ones. */
const limit = 500;

/** APIs of all three kinds, by name. */
export const useMeteredApis = () =>
  useQuery({
    queryKey: ['metered-apis'],
    queryFn: async ({ signal }): Promise<MeteredApi[]> => {
      const [rest, others] = await Promise.all([
        callWire(GetRestApis, { limit }, { signal }),
        callWire(GetApis, { maxResults: String(limit) }, { signal }),
      ]);
      const apis = [
        ...(rest.items ?? []).map(({ id = '', name = '', description = '' }) => ({
          kind: 'REST' as const,
          id,
          name,
          description,
        })),
        ...(others.items ?? []).map(({ apiId = '', name = '', description = '', protocolType = 'HTTP' }) => ({
          description,
          kind: protocolType,
          id: apiId,
          name,
        })),
      ];
      return apis.sort((a, b) => a.name.localeCompare(b.name));
    },
  });
