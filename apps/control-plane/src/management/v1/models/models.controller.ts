import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createModel } from './create-model.js';
import { deleteModel } from './delete-model.js';
import { getModel } from './get-model.js';
import { getModelTemplate } from './get-model-template.js';
import { getModels } from './get-models.js';
import { updateModel } from './update-model.js';

/** Binds the operations on Models. */
@Controller()
export class ModelsController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.CreateModel)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateModelRequest) {
    return this.work.write((uow) => createModel(uow, owner, input));
  }

  @Operation(v1.GetModel)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetModelRequest) {
    return this.work.read((uow) => getModel(uow, owner, input));
  }

  @Operation(v1.GetModels)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetModelsRequest) {
    return this.work.read((uow) => getModels(uow, owner, input));
  }

  @Operation(v1.GetModelTemplate)
  template(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetModelTemplateRequest) {
    return this.work.read((uow) => getModelTemplate(uow, owner, input));
  }

  @Operation(v1.UpdateModel)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateModelRequest) {
    return this.work.write((uow) => updateModel(uow, owner, input));
  }

  @Operation(v1.DeleteModel)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteModelRequest) {
    return this.work.write((uow) => deleteModel(uow, owner, input));
  }
}
