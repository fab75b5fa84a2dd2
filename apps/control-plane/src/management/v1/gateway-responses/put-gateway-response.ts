import {
  fail,
  ok,
  putGatewayResponse as decideGatewayResponse,
  restApiNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { gatewayResponses, restApis, type UnitOfWork } from '#libs/persistence';
import { presentGatewayResponse } from './gateway-response.presenter.js';

export async function putGatewayResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.PutGatewayResponseRequest,
): Promise<Result<v1.GatewayResponse>> {
  const { restApiId, responseType } = input;
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const put = decideGatewayResponse(input);
  if (!put.ok) return put;
  await gatewayResponses.save(uow, [put.value]);
  return ok(presentGatewayResponse(responseType, [put.value]));
}
