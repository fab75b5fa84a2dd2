import { Controller, Inject } from '@nestjs/common';
import {
  CreateStageRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStagesRequest,
  UpdateStageRequest,
} from '#libs/aws-wire';
import { Caller } from '../../http/caller.decorator.js';
import { Input } from '../../http/input.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Operation } from '../../http/operation.decorator.js';
import { CreateStage } from './create-stage.js';
import { DeleteStage } from './delete-stage.js';
import { GetStage } from './get-stage.js';
import { GetStages } from './get-stages.js';
import { UpdateStage } from './update-stage.js';

/** Binds the operations on Stages. */
@Controller()
export class StagesController {
  constructor(
    @Inject(CreateStage) private readonly createStageOperation: CreateStage,
    @Inject(GetStage) private readonly getStageOperation: GetStage,
    @Inject(GetStages) private readonly getStagesOperation: GetStages,
    @Inject(UpdateStage) private readonly updateStageOperation: UpdateStage,
    @Inject(DeleteStage) private readonly deleteStageOperation: DeleteStage,
  ) {}

  @Operation('CreateStage')
  createStage(@Input() input: CreateStageRequest, @Caller() caller: CallerIdentity) {
    return this.createStageOperation.run(input, caller);
  }

  @Operation('GetStage')
  getStage(@Input() input: GetStageRequest, @Caller() caller: CallerIdentity) {
    return this.getStageOperation.run(input, caller);
  }

  @Operation('GetStages')
  getStages(@Input() input: GetStagesRequest, @Caller() caller: CallerIdentity) {
    return this.getStagesOperation.run(input, caller);
  }

  @Operation('UpdateStage')
  updateStage(@Input() input: UpdateStageRequest, @Caller() caller: CallerIdentity) {
    return this.updateStageOperation.run(input, caller);
  }

  @Operation('DeleteStage')
  deleteStage(@Input() input: DeleteStageRequest, @Caller() caller: CallerIdentity) {
    return this.deleteStageOperation.run(input, caller);
  }
}
