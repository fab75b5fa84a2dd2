import { randomBytes } from 'node:crypto';
import {
  checkRoute,
  fail,
  findRouteKeyConflict,
  idLengths,
  newId,
  newRoute,
  ok,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpRoutes, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import { routeReferences } from './route-references.js';
import { presentRoute } from './route.presenter.js';

/** CreateRoute. */
export async function createRoute(
  uow: UnitOfWork,
  api: HttpApi,
  input: v2.CreateRouteRequest,
  limits: Limits,
): Promise<Result<v2.CreateRouteResult>> {
  const { apiId } = api;
  const given = newRoute(input, { apiId, routeId: newId(idLengths.other, randomBytes) });
  const route = checkRoute(given, api, await routeReferences(uow, apiId));
  if (!route.ok) return route;
  const others = await httpRoutes.all(uow, { apiId });
  const conflict = findRouteKeyConflict(
    route.value.routeKey,
    others.map(({ routeKey }) => routeKey),
  );
  if (conflict) return fail(conflict);
  await httpRoutes.insert(uow, [route.value]);
  const within = await limits.require(uow, 'routesPerHttpApi', apiId);
  return within.ok ? ok(presentRoute(route.value)) : within;
}
