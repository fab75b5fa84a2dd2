import { Controller, Inject } from '@nestjs/common';
import { isCacheChanging, ok } from '#libs/api-definition';
import { v1 } from '#libs/aws-wire';
import { stages } from '#libs/persistence';
import { LOGGER, NOW, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { withCacheStatus } from './cache-status.js';
import { createStage } from './create-stage.js';
import { deleteStage } from './delete-stage.js';
import { flushStageAuthorizersCache } from './flush-stage-authorizers-cache.js';
import { flushStageCache } from './flush-stage-cache.js';
import { getStage } from './get-stage.js';
import { getStages } from './get-stages.js';
import { updateStage, type StageWriting } from './update-stage.js';

/** Binds the operations on Stages. */
@Controller()
export class StagesController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(LOGGER) private readonly log: Runtime['log'],
  ) {}

  @Operation(v1.CreateStage)
  async create(@Caller() caller: CallerIdentity, @Input() input: v1.CreateStageRequest) {
    const created = await this.work.write((uow, publish) =>
      createStage(uow, publish, caller, input, { ...this.writing(), limits: this.limits }),
    );
    return this.asRolledOut(caller, input, created);
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
  async update(@Caller() caller: CallerIdentity, @Input() input: v1.UpdateStageRequest) {
    const updated = await this.work.write((uow, publish) =>
      updateStage(uow, publish, caller, input, this.writing()),
    );
    return this.asRolledOut(caller, input, updated);
  }

  @Operation(v1.DeleteStage)
  delete(@Caller() caller: CallerIdentity, @Input() input: v1.DeleteStageRequest) {
    return this.work.write((uow, publish) => deleteStage(uow, publish, caller, input, this.now()));
  }

  @Operation(v1.FlushStageCache)
  flush(@Caller() { owner }: CallerIdentity, @Input() input: v1.FlushStageCacheRequest) {
    return this.work.write((uow, publish) => flushStageCache(uow, publish, owner, input));
  }

  @Operation(v1.FlushStageAuthorizersCache)
  flushAuthorizers(
    @Caller() { owner }: CallerIdentity,
    @Input() input: v1.FlushStageAuthorizersCacheRequest,
  ) {
    return this.work.write((uow, publish) => flushStageAuthorizersCache(uow, publish, owner, input));
  }

  private writing(): StageWriting {
    return { log: this.log, nowMs: this.now() };
  }

  /**
   * The response of a write, now that its rollout has been waited for: a change of the cache that has come to
   * every gateway is no longer in progress.
   */
  private async asRolledOut(
    { owner }: CallerIdentity,
    { restApiId, stageName }: v1.GetStageRequest,
    written: v1.Stage,
  ): Promise<v1.Stage> {
    if (!written.cacheClusterStatus || !isCacheChanging(written.cacheClusterStatus)) return written;
    const stage = await this.work.read(async (uow) => {
      const found = await stages.findOwned(uow, owner, restApiId, stageName);
      return ok(found && (await withCacheStatus(uow, found)));
    });
    return stage ? { ...written, cacheClusterStatus: stage.cacheClusterStatus } : written;
  }
}
