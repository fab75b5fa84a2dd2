import { Delete, Get, HttpCode, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { TollgateAction } from '../../http/tollgate-action.decorator.js';
import { TollgateController } from '../../http/tollgate-controller.decorator.js';
import { NOW, type Runtime } from '../../tokens.js';
import { flushPartOfCache } from './flush-part-of-cache.js';
import { getStageCache } from './get-stage-cache.js';
import { FlushedCache, PartOfCache, StageCacheReport, StageCacheQuery } from './stage-cache.dto.js';

/** The cache of a stage: ours, not AWS's; signed like every management call. */
@TollgateController('/restapis/:restApiId/stages/:stageName/cache')
export class StageCacheController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @ApiOperation({
    summary: 'What the stage caches by which key, how often that was of use, and what its keys leave out',
  })
  @TollgateAction('ReadStageCache', 'restapis/:restApiId/stages/:stageName')
  @ApiOkResponse({ type: StageCacheReport })
  @Get()
  read(
    @Param('restApiId') restApiId: string,
    @Param('stageName') stageName: string,
    @Query() { path }: StageCacheQuery,
    @Caller() { owner }: CallerIdentity,
  ): Promise<StageCacheReport> {
    return this.work.readConsistently((uow) =>
      getStageCache(uow, owner, { restApiId, stageName, path: path ?? null, nowMs: this.now() }),
    );
  }

  @ApiOperation({
    summary:
      'Drops what is cached of one resource or below one namespace, else everything; on every gateway when this returns',
  })
  @TollgateAction('FlushStageCache', 'restapis/:restApiId/stages/:stageName')
  @ApiOkResponse({ type: FlushedCache })
  @Delete()
  @HttpCode(200)
  flush(
    @Param('restApiId') restApiId: string,
    @Param('stageName') stageName: string,
    @Query() part: PartOfCache,
    @Caller() { owner }: CallerIdentity,
  ): Promise<FlushedCache> {
    return this.work.write((uow, publish) =>
      flushPartOfCache(uow, publish, owner, { restApiId, stageName, ...part }),
    );
  }
}
