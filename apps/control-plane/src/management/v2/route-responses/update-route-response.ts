import {
  checkRouteResponse,
  fail,
  ok,
  routeResponseNotFound,
  updatedRouteResponse,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpRouteResponses, type UnitOfWork } from '#libs/persistence';
import { modelNames } from '../models/model-names.js';
import { presentRouteResponse } from './route-response.presenter.js';

/** UpdateRouteResponse: what is not given stays; the key can be nothing else. */
export async function updateRouteResponse(
  uow: UnitOfWork,
  { apiId, protocolType }: HttpApi,
  { routeId, routeResponseId, ...input }: v2.UpdateRouteResponseRequest,
): Promise<Result<v2.UpdateRouteResponseResponse>> {
  const before = await httpRouteResponses.find(uow, { apiId, routeId }, routeResponseId);
  if (!before) return fail(routeResponseNotFound);
  const after = updatedRouteResponse(before, input);
  const response = checkRouteResponse(after, protocolType, await modelNames(uow, apiId));
  if (!response.ok) return response;
  await httpRouteResponses.update(uow, response.value);
  return ok(presentRouteResponse(response.value));
}
