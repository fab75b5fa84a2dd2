import { randomBytes } from 'node:crypto';
import {
  checkRouteResponse,
  fail,
  idLengths,
  newId,
  newRouteResponse,
  ok,
  routeNotFound,
  routeResponseKeyTaken,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpRouteResponses, httpRoutes, type UnitOfWork } from '#libs/persistence';
import { modelNames } from '../models/model-names.js';
import { presentRouteResponse } from './route-response.presenter.js';

/** CreateRouteResponse. */
export async function createRouteResponse(
  uow: UnitOfWork,
  { apiId, protocolType }: HttpApi,
  { routeId, ...input }: v2.CreateRouteResponseRequest,
): Promise<Result<v2.CreateRouteResponseResponse>> {
  if (!(await httpRoutes.find(uow, { apiId }, routeId))) return fail(routeNotFound);
  const routeResponseId = newId(idLengths.other, randomBytes);
  const response = checkRouteResponse(
    newRouteResponse(input, { apiId, routeId, routeResponseId }),
    protocolType,
    await modelNames(uow, apiId),
  );
  if (!response.ok) return response;
  const { routeResponseKey } = response.value;
  if (await httpRouteResponses.findBy(uow, { apiId, routeId }, { routeResponseKey })) {
    return fail(routeResponseKeyTaken(routeResponseKey));
  }
  await httpRouteResponses.insert(uow, [response.value]);
  return ok(presentRouteResponse(response.value));
}
