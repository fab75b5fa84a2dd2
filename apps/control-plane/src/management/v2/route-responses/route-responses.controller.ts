import { Controller } from '@nestjs/common';
import {
  fail,
  ok,
  routeNotFound,
  routeResponseNotFound,
  type HttpRouteResponse,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpRouteResponses, httpRoutes } from '#libs/persistence';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { BelowApi } from '../below-api/below-api.js';
import { pageOf } from '../page-of.js';
import { createRouteResponse } from './create-route-response.js';
import { presentRouteResponse } from './route-response.presenter.js';
import { updateRouteResponse } from './update-route-response.js';

/** Route responses of WebSocket APIs; HTTP APIs have none. */
@Controller()
export class RouteResponsesController {
  constructor(private readonly belowApi: BelowApi) {}

  @Operation(v2.CreateRouteResponse)
  create(@Caller() caller: CallerIdentity, @Input() input: v2.CreateRouteResponseRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => createRouteResponse(uow, api, input));
  }

  @Operation(v2.GetRouteResponse)
  get(@Caller() caller: CallerIdentity, @Input() input: v2.GetRouteResponseRequest) {
    const { apiId, routeId, routeResponseId } = input;
    return this.belowApi.read(caller, apiId, async (uow): Promise<Result<v2.GetRouteResponseResponse>> => {
      const response = await httpRouteResponses.find(uow, { apiId, routeId }, routeResponseId);
      return response ? ok(presentRouteResponse(response)) : fail(routeResponseNotFound);
    });
  }

  @Operation(v2.GetRouteResponses)
  list(@Caller() caller: CallerIdentity, @Input() input: v2.GetRouteResponsesRequest) {
    const { apiId, routeId } = input;
    return this.belowApi.read(caller, apiId, async (uow): Promise<Result<v2.GetRouteResponsesResponse>> => {
      if (!(await httpRoutes.find(uow, { apiId }, routeId))) return fail(routeNotFound);
      const { items, nextToken } = await pageOf(
        input,
        (page) => httpRouteResponses.list(uow, { apiId, routeId }, page),
        ({ routeResponseId }: HttpRouteResponse) => routeResponseId,
      );
      return ok({ items: items.map(presentRouteResponse), nextToken });
    });
  }

  @Operation(v2.UpdateRouteResponse)
  update(@Caller() caller: CallerIdentity, @Input() input: v2.UpdateRouteResponseRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => updateRouteResponse(uow, api, input));
  }

  @Operation(v2.DeleteRouteResponse)
  delete(@Caller() caller: CallerIdentity, @Input() input: v2.DeleteRouteResponseRequest) {
    const { apiId, routeId, routeResponseId } = input;
    return this.belowApi.write(caller, apiId, async (uow): Promise<Result<void>> =>
      (await httpRouteResponses.remove(uow, { apiId, routeId }, routeResponseId))
        ? ok(undefined)
        : fail(routeResponseNotFound),
    );
  }
}
