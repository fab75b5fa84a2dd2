import {
  fail,
  gatewayResponseNotSet,
  ok,
  restApiNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { gatewayResponses, restApis, type UnitOfWork } from '#libs/persistence';

/** DeleteGatewayResponse: the type goes back to its default. */
export async function deleteGatewayResponse(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, responseType }: v1.DeleteGatewayResponseRequest,
): Promise<Result<void>> {
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  return (await gatewayResponses.remove(uow, restApiId, responseType))
    ? ok(undefined)
    : fail(gatewayResponseNotSet);
}
