import { Controller } from '@nestjs/common';
import { fail, httpIntegrationNotFound, ok, type HttpIntegration, type Result } from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpIntegrations } from '#libs/persistence';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { BelowApi } from '../below-api/below-api.js';
import { pageOf } from '../page-of.js';
import { createIntegration } from './create-integration.js';
import { deleteIntegration } from './delete-integration.js';
import { presentIntegration } from './integration.presenter.js';
import { updateIntegration } from './update-integration.js';

/** Integrations of HTTP and WebSocket APIs. */
@Controller()
export class IntegrationsV2Controller {
  constructor(
    private readonly belowApi: BelowApi,
    private readonly limits: Limits,
  ) {}

  @Operation(v2.CreateIntegration)
  create(@Caller() caller: CallerIdentity, @Input() input: v2.CreateIntegrationRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) =>
      createIntegration(uow, api, input, this.limits),
    );
  }

  @Operation(v2.GetIntegration)
  get(@Caller() caller: CallerIdentity, @Input() { apiId, integrationId }: v2.GetIntegrationRequest) {
    return this.belowApi.read(caller, apiId, async (uow): Promise<Result<v2.GetIntegrationResult>> => {
      const integration = await httpIntegrations.find(uow, { apiId }, integrationId);
      return integration ? ok(presentIntegration(integration)) : fail(httpIntegrationNotFound);
    });
  }

  @Operation(v2.GetIntegrations)
  list(@Caller() caller: CallerIdentity, @Input() input: v2.GetIntegrationsRequest) {
    return this.belowApi.read(caller, input.apiId, async (uow, { apiId }) => {
      const { items, nextToken } = await pageOf(
        input,
        (page) => httpIntegrations.list(uow, { apiId }, page),
        ({ integrationId }: HttpIntegration) => integrationId,
      );
      return ok<v2.GetIntegrationsResponse>({ items: items.map(presentIntegration), nextToken });
    });
  }

  @Operation(v2.UpdateIntegration)
  update(@Caller() caller: CallerIdentity, @Input() input: v2.UpdateIntegrationRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => updateIntegration(uow, api, input));
  }

  @Operation(v2.DeleteIntegration)
  delete(@Caller() caller: CallerIdentity, @Input() input: v2.DeleteIntegrationRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => deleteIntegration(uow, api, input));
  }
}
