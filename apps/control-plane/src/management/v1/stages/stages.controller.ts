import { Controller, Inject } from '@nestjs/common';
import {
  CreateStageRequest,
  DeleteStageRequest,
  FlushStageAuthorizersCacheRequest,
  FlushStageCacheRequest,
  GetStageRequest,
  GetStagesRequest,
  UpdateStageRequest,
} from '#libs/aws-wire';
import { counts } from '#libs/persistence';
import { NOW, type Runtime } from '../../../runtime.js';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { createStage } from './create-stage.js';
import { deleteStage } from './delete-stage.js';
import { flushStageCache } from './flush-stage-cache.js';
import { getStage } from './get-stage.js';
import { getStages } from './get-stages.js';
import { updateStage } from './update-stage.js';

/** Binds the operations on Stages. */
@Controller()
export class StagesController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation('CreateStage')
  create(@Caller() caller: CallerIdentity, @Input() input: CreateStageRequest) {
    return this.writes.run(
      (uow, publish) => createStage(uow, publish, caller, input, this.now()),
      counts.ofRestApi('stagesPerRestApi', input.restApiId),
    );
  }

  @Operation('GetStage')
  get(@Caller() { owner }: CallerIdentity, @Input() input: GetStageRequest) {
    return this.reads.run((uow) => getStage(uow, owner, input));
  }

  @Operation('GetStages')
  list(@Caller() { owner }: CallerIdentity, @Input() input: GetStagesRequest) {
    return this.reads.run((uow) => getStages(uow, owner, input));
  }

  @Operation('UpdateStage')
  update(@Caller() caller: CallerIdentity, @Input() input: UpdateStageRequest) {
    return this.writes.run((uow, publish) => updateStage(uow, publish, caller, input, this.now()));
  }

  @Operation('DeleteStage')
  delete(@Caller() caller: CallerIdentity, @Input() input: DeleteStageRequest) {
    return this.writes.run((uow, publish) => deleteStage(uow, publish, caller, input, this.now()));
  }

  @Operation('FlushStageCache')
  flush(@Caller() { owner }: CallerIdentity, @Input() input: FlushStageCacheRequest) {
    return this.reads.run((uow) => flushStageCache(uow, owner, input));
  }

  @Operation('FlushStageAuthorizersCache')
  flushAuthorizers(@Caller() { owner }: CallerIdentity, @Input() input: FlushStageAuthorizersCacheRequest) {
    return this.reads.run((uow) => flushStageCache(uow, owner, input));
  }
}
