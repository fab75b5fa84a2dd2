import { fail, ok, webSocketApisAlone, type BasePathMapping, type Result } from '#libs/api-definition';
import { basePathMappings, type UnitOfWork } from '#libs/persistence';

/**
 * A domain leads to WebSocket APIs alone or to none (guide page "Custom domain names for WebSocket APIs"),
 * by mappings and routing rules. The caller has locked the domain.
 *
 * @param to what is put, in place of the mapping or rule with its id
 */
export async function requireOneProtocol(
  uow: UnitOfWork,
  to: Pick<BasePathMapping, 'domainId' | 'id'>,
  isWebSocket: boolean,
): Promise<Result<void>> {
  return (await basePathMappings.leadsToOthers(uow, to, isWebSocket))
    ? fail(webSocketApisAlone)
    : ok(undefined);
}
