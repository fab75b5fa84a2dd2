import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { gatewayResponses, restApis, type UnitOfWork } from '#libs/persistence';
import { presentGatewayResponse } from './gateway-response.presenter.js';

export async function getGatewayResponse(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, responseType }: v1.GetGatewayResponseRequest,
): Promise<Result<v1.GatewayResponse>> {
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  return ok(presentGatewayResponse(responseType, await gatewayResponses.all(uow, restApiId)));
}
