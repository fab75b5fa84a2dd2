import { Controller } from '@nestjs/common';
import {
  fail,
  httpIntegrationNotFound,
  httpIntegrationResponseNotFound,
  ok,
  type HttpIntegrationResponse,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpIntegrationResponses, httpIntegrations } from '#libs/persistence';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { BelowApi } from '../below-api/below-api.js';
import { pageOf } from '../page-of.js';
import { createIntegrationResponse } from './create-integration-response.js';
import { presentIntegrationResponse } from './integration-response.presenter.js';
import { updateIntegrationResponse } from './update-integration-response.js';

/** Integration responses of WebSocket APIs; HTTP APIs have none. */
@Controller()
export class IntegrationResponsesV2Controller {
  constructor(private readonly belowApi: BelowApi) {}

  @Operation(v2.CreateIntegrationResponse)
  create(@Caller() caller: CallerIdentity, @Input() input: v2.CreateIntegrationResponseRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => createIntegrationResponse(uow, api, input));
  }

  @Operation(v2.GetIntegrationResponse)
  get(@Caller() caller: CallerIdentity, @Input() input: v2.GetIntegrationResponseRequest) {
    const { apiId, integrationId, integrationResponseId: id } = input;
    return this.belowApi.read(caller, apiId, async (uow): Promise<Result<v2.IntegrationResponse>> => {
      const response = await httpIntegrationResponses.find(uow, { apiId, integrationId }, id);
      return response ? ok(presentIntegrationResponse(response)) : fail(httpIntegrationResponseNotFound);
    });
  }

  @Operation(v2.GetIntegrationResponses)
  list(@Caller() caller: CallerIdentity, @Input() input: v2.GetIntegrationResponsesRequest) {
    type Listed = Result<v2.GetIntegrationResponsesResponse>;
    const { apiId, integrationId } = input;
    return this.belowApi.read(caller, apiId, async (uow): Promise<Listed> => {
      if (!(await httpIntegrations.find(uow, { apiId }, integrationId))) return fail(httpIntegrationNotFound);
      const { items, nextToken } = await pageOf(
        input,
        (page) => httpIntegrationResponses.list(uow, { apiId, integrationId }, page),
        ({ integrationResponseId }: HttpIntegrationResponse) => integrationResponseId,
      );
      return ok({ items: items.map(presentIntegrationResponse), nextToken });
    });
  }

  @Operation(v2.UpdateIntegrationResponse)
  update(@Caller() caller: CallerIdentity, @Input() input: v2.UpdateIntegrationResponseRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => updateIntegrationResponse(uow, api, input));
  }

  @Operation(v2.DeleteIntegrationResponse)
  delete(@Caller() caller: CallerIdentity, @Input() input: v2.DeleteIntegrationResponseRequest) {
    const { apiId, integrationId, integrationResponseId: id } = input;
    return this.belowApi.write(caller, apiId, async (uow): Promise<Result<void>> =>
      (await httpIntegrationResponses.remove(uow, { apiId, integrationId }, id))
        ? ok(undefined)
        : fail(httpIntegrationResponseNotFound),
    );
  }
}
