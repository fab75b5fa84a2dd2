import {
  badRequest,
  fail,
  freezeHttpDefinition,
  ok,
  type FrozenHttpDefinition,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import { httpApiParts, type UnitOfWork } from '#libs/persistence';

/**
 * The definition of an API as it stands, if it can be served. The caller has locked the API: no write comes
 * between what is read.
 */
export async function freezeHttpApi(uow: UnitOfWork, api: HttpApi): Promise<Result<FrozenHttpDefinition>> {
  if (api.protocolType === 'WEBSOCKET') return fail(webSocketsNotServed);
  const frozen = freezeHttpDefinition(api, await httpApiParts.all(uow, api.apiId));
  return frozen.routes.length === 0 ? fail(noRoutes) : ok(frozen);
}

const webSocketsNotServed = badRequest(
  'Unable to deploy API because WebSocket APIs are not served yet; their definitions are kept',
);

const noRoutes = badRequest('Unable to deploy API because no routes exist in this API');
