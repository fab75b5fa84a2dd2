import { Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { TollgateAction } from '../http/tollgate-action.decorator.js';
import { UnitOfWorkRunner } from '../definition/unit-of-work-runner.js';
import { Caller } from '../http/caller.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import { pageOf } from '../http/page.dto.js';
import type { Page } from '../http/page.js';
import { TollgateController } from '../http/tollgate-controller.decorator.js';
import { getHttpStageRollout, getStageRollout } from './get-stage-rollout.js';
import { JobsQuery, ShownJob } from './job.dto.js';
import { Jobs } from './jobs.js';
import { StageRollout } from './stage-rollout.dto.js';

/** How far changes have come: ours, not AWS's; signed like every management call. */
@TollgateController()
export class RolloutsController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly jobs: Jobs,
  ) {}

  @ApiOperation({
    summary: 'What a stage should serve, what is published of it, and where each gateway stands',
  })
  @TollgateAction('ReadStageRollout', 'restapis/:restApiId/stages/:stageName')
  @ApiOkResponse({ type: StageRollout })
  @Get('restapis/:restApiId/stages/:stageName/rollout')
  stageRollout(
    @Param('restApiId') restApiId: string,
    @Param('stageName') stageName: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<StageRollout> {
    return this.work.read((uow) => getStageRollout(uow, owner, restApiId, stageName));
  }

  @ApiOperation({
    summary:
      'What a stage of an HTTP API should serve, what is published of it, and where each gateway stands',
  })
  @TollgateAction('ReadStageRollout', 'apis/:apiId/stages/:stageName')
  @ApiOkResponse({ type: StageRollout })
  @Get('apis/:apiId/stages/:stageName/rollout')
  httpStageRollout(
    @Param('apiId') apiId: string,
    @Param('stageName') stageName: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<StageRollout> {
    return this.work.read((uow) => getHttpStageRollout(uow, owner, apiId, stageName));
  }

  @ApiOperation({ summary: 'Jobs that are open, or dead with the reason' })
  @TollgateAction('ListJobs', 'jobs')
  @ApiOkResponse({ type: pageOf(ShownJob) })
  @Get('jobs')
  listJobs(
    @Query() { state, ...wanted }: JobsQuery,
    @Caller() { owner }: CallerIdentity,
  ): Promise<Page<ShownJob>> {
    return this.jobs.list(owner, state, wanted);
  }

  @ApiOperation({ summary: 'Opens a dead job again' })
  @TollgateAction('RetryJob', 'jobs/:id')
  @ApiOkResponse({ type: ShownJob })
  @Post('jobs/:id/retry')
  @HttpCode(200)
  retryJob(@Param('id') id: string, @Caller() { owner }: CallerIdentity): Promise<ShownJob> {
    // Ids are whole numbers; anything else names no job.
    return this.jobs.retry(owner, /^\d{1,18}$/.test(id) ? id : '0');
  }
}
