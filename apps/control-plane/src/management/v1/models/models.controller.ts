import { Controller, Inject } from '@nestjs/common';
import {
  CreateModelRequest,
  DeleteModelRequest,
  GetModelRequest,
  GetModelTemplateRequest,
  GetModelsRequest,
  UpdateModelRequest,
} from '#libs/aws-wire';
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

  @Operation('CreateModel')
  create(@Caller() { owner }: CallerIdentity, @Input() input: CreateModelRequest) {
    return this.writes.run((uow) => createModel(uow, owner, input));
  }

  @Operation('GetModel')
  get(@Caller() { owner }: CallerIdentity, @Input() input: GetModelRequest) {
    return this.reads.run((uow) => getModel(uow, owner, input));
  }

  @Operation('GetModels')
  list(@Caller() { owner }: CallerIdentity, @Input() input: GetModelsRequest) {
    return this.reads.run((uow) => getModels(uow, owner, input));
  }

  @Operation('GetModelTemplate')
  template(@Caller() { owner }: CallerIdentity, @Input() input: GetModelTemplateRequest) {
    return this.reads.run((uow) => getModelTemplate(uow, owner, input));
  }

  @Operation('UpdateModel')
  update(@Caller() { owner }: CallerIdentity, @Input() input: UpdateModelRequest) {
    return this.writes.run((uow) => updateModel(uow, owner, input));
  }

  @Operation('DeleteModel')
  delete(@Caller() { owner }: CallerIdentity, @Input() input: DeleteModelRequest) {
    return this.writes.run((uow) => deleteModel(uow, owner, input));
  }
}
