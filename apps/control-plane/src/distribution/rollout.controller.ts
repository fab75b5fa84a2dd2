import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { badRequest } from '#libs/aws-wire';
import { Caller } from '../http/caller.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import type { Page } from '../http/page.js';
import { WireException } from '../http/wire-exception.js';
import { GetStageRollout, type StageRollout } from './get-stage-rollout.js';
import { Jobs } from './jobs.js';
import type { ShownJob } from './present-job.js';

/** How far changes have come: ours, not AWS's; signed like every management call. */
@ApiTags('_tollgate')
@Controller('_tollgate/v1')
export class RolloutController {
  constructor(
    @Inject(GetStageRollout) private readonly getStageRollout: GetStageRollout,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  @ApiOperation({
    summary: 'What a stage should serve, what is published of it, and where each gateway stands',
  })
  @Get('restapis/:restApiId/stages/:stageName/rollout')
  stageRollout(
    @Param('restApiId') restApiId: string,
    @Param('stageName') stageName: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<StageRollout> {
    return this.getStageRollout.run(owner, restApiId, stageName);
  }

  @ApiOperation({ summary: 'Jobs that are open, or dead with the reason' })
  @Get('jobs')
  listJobs(
    @Query() query: Readonly<Record<string, unknown>>,
    @Caller() { owner }: CallerIdentity,
  ): Promise<Page<ShownJob>> {
    const { state = 'dead', limit, position } = query;
    if (state !== 'dead' && state !== 'open')
      throw new WireException(badRequest('state must be dead or open'));
    return this.jobs.list(owner, state, {
      ...(typeof limit === 'string' && /^\d{1,6}$/.test(limit) ? { limit: Number(limit) } : {}),
      ...(typeof position === 'string' ? { position } : {}),
    });
  }

  @ApiOperation({ summary: 'Opens a dead job again' })
  @Post('jobs/:id/retry')
  @HttpCode(200)
  retryJob(@Param('id') id: string, @Caller() { owner }: CallerIdentity): Promise<ShownJob> {
    // Ids are whole numbers; anything else names no job.
    return this.jobs.retry(owner, /^\d{1,18}$/.test(id) ? id : '0');
  }
}
