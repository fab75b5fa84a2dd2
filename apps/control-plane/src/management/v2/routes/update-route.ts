import {
  badRequest,
  checkRoute,
  fail,
  findRouteKeyConflict,
  ok,
  routeNotFound,
  updatedRoute,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpRoutes, type UnitOfWork } from '#libs/persistence';
import { routeReferences } from './route-references.js';
import { presentRoute } from './route.presenter.js';

/** UpdateRoute: what is not given stays. The key of a route that a quick create has made stays, too. */
export async function updateRoute(
  uow: UnitOfWork,
  api: HttpApi,
  { routeId, ...input }: v2.UpdateRouteRequest,
): Promise<Result<v2.UpdateRouteResult>> {
  const { apiId } = api;
  const before = await httpRoutes.find(uow, { apiId }, routeId);
  if (!before) return fail(routeNotFound);
  const route = checkRoute(updatedRoute(before, input), api, await routeReferences(uow, apiId));
  if (!route.ok) return route;
  const { routeKey } = route.value;
  if (routeKey !== before.routeKey) {
    if (before.apiGatewayManaged) return fail(managedKey);
    const others = (await httpRoutes.all(uow, { apiId })).filter((other) => other.routeId !== routeId);
    const conflict = findRouteKeyConflict(
      routeKey,
      others.map((other) => other.routeKey),
    );
    if (conflict) return fail(conflict);
  }
  await httpRoutes.update(uow, route.value);
  return ok(presentRoute(route.value));
}

const managedKey = badRequest('The key of a route that is managed by API Gateway cannot be changed');
