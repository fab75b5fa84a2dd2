import { Controller } from '@nestjs/common';
import {
  checkHttpModelUnused,
  fail,
  httpModelNotFound,
  modelTemplate,
  ok,
  type HttpModel,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpModels } from '#libs/persistence';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { BelowApi } from '../below-api/below-api.js';
import { pageOf } from '../page-of.js';
import { createModel } from './create-model.js';
import { modelUsers } from './model-users.js';
import { presentModel } from './model.presenter.js';
import { updateModel } from './update-model.js';

/** Models of HTTP and WebSocket APIs. */
@Controller()
export class ModelsV2Controller {
  constructor(private readonly belowApi: BelowApi) {}

  @Operation(v2.CreateModel)
  create(@Caller() caller: CallerIdentity, @Input() input: v2.CreateModelRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => createModel(uow, api, input));
  }

  @Operation(v2.GetModel)
  get(@Caller() caller: CallerIdentity, @Input() { apiId, modelId }: v2.GetModelRequest) {
    return this.belowApi.read(caller, apiId, async (uow): Promise<Result<v2.GetModelResponse>> => {
      const model = await httpModels.find(uow, { apiId }, modelId);
      return model ? ok(presentModel(model)) : fail(httpModelNotFound);
    });
  }

  @Operation(v2.GetModels)
  list(@Caller() caller: CallerIdentity, @Input() input: v2.GetModelsRequest) {
    return this.belowApi.read(caller, input.apiId, async (uow, { apiId }) => {
      const { items, nextToken } = await pageOf(
        input,
        (page) => httpModels.list(uow, { apiId }, page),
        ({ modelId }: HttpModel) => modelId,
      );
      return ok<v2.GetModelsResponse>({ items: items.map(presentModel), nextToken });
    });
  }

  @Operation(v2.GetModelTemplate)
  template(@Caller() caller: CallerIdentity, @Input() { apiId, modelId }: v2.GetModelTemplateRequest) {
    return this.belowApi.read(caller, apiId, async (uow): Promise<Result<v2.GetModelTemplateResponse>> => {
      const model = await httpModels.find(uow, { apiId }, modelId);
      if (!model) return fail(httpModelNotFound);
      return ok({ value: modelTemplate(model, await httpModels.all(uow, { apiId })) });
    });
  }

  @Operation(v2.UpdateModel)
  update(@Caller() caller: CallerIdentity, @Input() input: v2.UpdateModelRequest) {
    return this.belowApi.write(caller, input.apiId, (uow, api) => updateModel(uow, api, input));
  }

  @Operation(v2.DeleteModel)
  delete(@Caller() caller: CallerIdentity, @Input() { apiId, modelId }: v2.DeleteModelRequest) {
    return this.belowApi.write(caller, apiId, async (uow): Promise<Result<void>> => {
      const model = await httpModels.find(uow, { apiId }, modelId);
      if (!model) return fail(httpModelNotFound);
      const unused = checkHttpModelUnused(model.name, await modelUsers(uow, apiId));
      if (!unused.ok) return unused;
      await httpModels.remove(uow, { apiId }, modelId);
      return ok(undefined);
    });
  }
}
