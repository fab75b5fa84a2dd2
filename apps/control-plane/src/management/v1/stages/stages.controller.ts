import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { NOW, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { createStage } from './create-stage.js';
import { deleteStage } from './delete-stage.js';
import { flushStageAuthorizersCache } from './flush-stage-authorizers-cache.js';
import { flushStageCache } from './flush-stage-cache.js';
import { getStage } from './get-stage.js';
import { getStages } from './get-stages.js';
import { updateStage } from './update-stage.js';

/** Binds the operations on Stages. */
@Controller()
export class StagesController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v1.CreateStage)
  create(@Caller() caller: CallerIdentity, @Input() input: v1.CreateStageRequest) {
    return this.work.write((uow, publish) =>
      createStage(uow, publish, caller, input, this.limits, this.now()),
    );
  }

  @Operation(v1.GetStage)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetStageRequest) {
    return this.work.read((uow) => getStage(uow, owner, input));
  }

  @Operation(v1.GetStages)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetStagesRequest) {
    return this.work.read((uow) => getStages(uow, owner, input));
  }

  @Operation(v1.UpdateStage)
  update(@Caller() caller: CallerIdentity, @Input() input: v1.UpdateStageRequest) {
    return this.work.write((uow, publish) => updateStage(uow, publish, caller, input, this.now()));
  }

  @Operation(v1.DeleteStage)
  delete(@Caller() caller: CallerIdentity, @Input() input: v1.DeleteStageRequest) {
    return this.work.write((uow, publish) => deleteStage(uow, publish, caller, input, this.now()));
  }

  @Operation(v1.FlushStageCache)
  flush(@Caller() { owner }: CallerIdentity, @Input() input: v1.FlushStageCacheRequest) {
    return this.work.read((uow) => flushStageCache(uow, owner, input));
  }

  @Operation(v1.FlushStageAuthorizersCache)
  flushAuthorizers(
    @Caller() { owner }: CallerIdentity,
    @Input() input: v1.FlushStageAuthorizersCacheRequest,
  ) {
    return this.work.write((uow, publish) => flushStageAuthorizersCache(uow, publish, owner, input));
  }
}
