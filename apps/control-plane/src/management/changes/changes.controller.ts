import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DefinitionReads } from '../../definition/definition-reads.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import type { Page } from '../../http/page.js';
import { getDeploymentDiagnostics, type DeploymentDiagnostics } from './get-deployment-diagnostics.js';
import { getDeploymentDiff, type DeploymentDiff } from './get-deployment-diff.js';
import { getStageDrift, type StageDrift } from './get-stage-drift.js';
import { getStageHistory, type ShownStageMove } from './get-stage-history.js';

/** What has changed, what would change, and who changed it: ours, not AWS's; signed like every management call. */
@ApiTags('_tollgate')
@Controller('_tollgate/v1/restapis/:restApiId')
export class ChangesController {
  constructor(@Inject(DefinitionReads) private readonly reads: DefinitionReads) {}

  @ApiOperation({ summary: 'The definition against what the stage serves: entities added, changed, removed' })
  @Get('stages/:stageName/drift')
  stageDrift(
    @Param('restApiId') restApiId: string,
    @Param('stageName') stageName: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<StageDrift> {
    return this.reads.runConsistently((uow) => getStageDrift(uow, owner, restApiId, stageName));
  }

  @ApiOperation({ summary: 'Who moved the stage, when, and from which deployment to which; newest first' })
  @Get('stages/:stageName/history')
  stageHistory(
    @Param('restApiId') restApiId: string,
    @Param('stageName') stageName: string,
    @Query() { limit, position }: Readonly<Record<string, unknown>>,
    @Caller() { owner }: CallerIdentity,
  ): Promise<Page<ShownStageMove>> {
    const wanted = {
      ...(typeof limit === 'string' && /^\d{1,6}$/.test(limit) ? { limit: Number(limit) } : {}),
      ...(typeof position === 'string' ? { position } : {}),
    };
    return this.reads.run((uow) => getStageHistory(uow, owner, { restApiId, stageName, ...wanted }));
  }

  @ApiOperation({ summary: 'What differs from one deployment to another' })
  @Get('deployments/:fromId/diff/:toId')
  deploymentDiff(
    @Param('restApiId') restApiId: string,
    @Param('fromId') fromId: string,
    @Param('toId') toId: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<DeploymentDiff> {
    return this.reads.run((uow) => getDeploymentDiff(uow, owner, { restApiId, fromId, toId }));
  }

  @ApiOperation({
    summary: 'What the compiler has to say of a deployment: templates and patterns that cannot be read',
  })
  @Get('deployments/:deploymentId/diagnostics')
  deploymentDiagnostics(
    @Param('restApiId') restApiId: string,
    @Param('deploymentId') deploymentId: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<DeploymentDiagnostics> {
    return this.reads.run((uow) => getDeploymentDiagnostics(uow, owner, { restApiId, deploymentId }));
  }
}
