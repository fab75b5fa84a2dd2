import { Controller } from '@nestjs/common';
import {
  fail,
  ok,
  requestParameterNotFound,
  routeNotFound,
  withoutRequestParameter,
  type HttpRoute,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpRoutes } from '#libs/persistence';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { BelowApi } from '../below-api/below-api.js';
import { pageOf } from '../page-of.js';
import { createRoute } from './create-route.js';
import { presentRoute } from './route.presenter.js';
import { updateRoute } from './update-route.js';

/** Routes of HTTP and WebSocket APIs. */
@Controller()
export class RoutesController {
  constructor(
    private readonly belowApi: BelowApi,
    private readonly limits: Limits,
  ) {}

  @Operation(v2.CreateRoute)
  create(@Caller() caller: CallerIdentity, @Input() input: v2.CreateRouteRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => createRoute(uow, api, input, this.limits));
  }

  @Operation(v2.GetRoute)
  get(@Caller() caller: CallerIdentity, @Input() { apiId, routeId }: v2.GetRouteRequest) {
    return this.belowApi.read(caller, apiId, async (uow): Promise<Result<v2.GetRouteResult>> => {
      const route = await httpRoutes.find(uow, { apiId }, routeId);
      return route ? ok(presentRoute(route)) : fail(routeNotFound);
    });
  }

  @Operation(v2.GetRoutes)
  list(@Caller() caller: CallerIdentity, @Input() input: v2.GetRoutesRequest) {
    return this.belowApi.read(caller, input.apiId, async (uow, { apiId }) => {
      const { items, nextToken } = await pageOf(
        input,
        (page) => httpRoutes.list(uow, { apiId }, page),
        ({ routeId }: HttpRoute) => routeId,
      );
      return ok<v2.GetRoutesResponse>({ items: items.map(presentRoute), nextToken });
    });
  }

  @Operation(v2.UpdateRoute)
  update(@Caller() caller: CallerIdentity, @Input() input: v2.UpdateRouteRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => updateRoute(uow, api, input));
  }

  @Operation(v2.DeleteRoute)
  delete(@Caller() caller: CallerIdentity, @Input() { apiId, routeId }: v2.DeleteRouteRequest) {
    return this.belowApi.write(caller, apiId, async (uow): Promise<Result<void>> =>
      (await httpRoutes.remove(uow, { apiId }, routeId)) ? ok(undefined) : fail(routeNotFound),
    );
  }

  @Operation(v2.DeleteRouteRequestParameter)
  deleteParameter(
    @Caller() caller: CallerIdentity,
    @Input() { apiId, routeId, requestParameterKey }: v2.DeleteRouteRequestParameterRequest,
  ) {
    return this.belowApi.write(caller, apiId, async (uow): Promise<Result<void>> => {
      const route = await httpRoutes.find(uow, { apiId }, routeId);
      if (!route) return fail(routeNotFound);
      const left = withoutRequestParameter(route, requestParameterKey);
      if (!left) return fail(requestParameterNotFound);
      await httpRoutes.update(uow, left);
      return ok(undefined);
    });
  }
}
