import { openEndpoints, type Database, type OpenEndpoint } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { UpkeepRound } from './upkeep.js';

/** Says in the log what goes round mutual TLS, each once while it is so, and what does not any more. */
export function openEndpointsRound(database: Database, log: Pick<Logger, 'info' | 'warn'>): UpkeepRound {
  const keyOf = ({ domainName, apiId }: OpenEndpoint): string => `${domainName} ${apiId}`;
  let said = new Map<string, OpenEndpoint>();
  return {
    name: 'open endpoints',
    run: async () => {
      const open = await database.read((uow) => openEndpoints.some(uow));
      const now = new Map(open.map((one) => [keyOf(one), one]));
      for (const [key, { domainName, apiId }] of now)
        if (!said.has(key))
          log.warn('the default endpoint of an API goes round the mutual TLS of a domain', {
            ...{ domainName, apiId },
          });
      for (const [key, { domainName, apiId }] of said)
        if (!now.has(key)) log.info('nothing goes round mutual TLS any more', { domainName, apiId });
      said = now;
    },
  };
}
