import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { createModel } from './create-model.js';
import { deleteModel } from './delete-model.js';
import { getModel } from './get-model.js';
import { getModelTemplate } from './get-model-template.js';
import { getModels } from './get-models.js';
import { updateModel } from './update-model.js';

/** Binds the operations on Models. */
@Controller()
export class ModelsController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
  ) {}

  @Operation(v1.CreateModel)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateModelRequest) {
    return this.writes.run((uow) => createModel(uow, owner, input));
  }

  @Operation(v1.GetModel)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetModelRequest) {
    return this.reads.run((uow) => getModel(uow, owner, input));
  }

  @Operation(v1.GetModels)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetModelsRequest) {
    return this.reads.run((uow) => getModels(uow, owner, input));
  }

  @Operation(v1.GetModelTemplate)
  template(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetModelTemplateRequest) {
    return this.reads.run((uow) => getModelTemplate(uow, owner, input));
  }

  @Operation(v1.UpdateModel)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateModelRequest) {
    return this.writes.run((uow) => updateModel(uow, owner, input));
  }

  @Operation(v1.DeleteModel)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteModelRequest) {
    return this.writes.run((uow) => deleteModel(uow, owner, input));
  }
}
