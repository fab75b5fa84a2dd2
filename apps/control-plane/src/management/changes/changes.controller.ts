import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { TollgateAction } from '../../http/tollgate-action.decorator.js';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { PageQuery, pageOf } from '../../http/page.dto.js';
import type { Page } from '../../http/page.js';
import { TollgateController } from '../../http/tollgate-controller.decorator.js';
import { CanaryStatus } from './canary-status.dto.js';
import { comparedRestApi } from './compared-api.js';
import { DeploymentDiff, StageDrift } from './changes.dto.js';
import { DeploymentDiagnostics } from './deployment-diagnostics.dto.js';
import { getCanaryStatus } from './get-canary-status.js';
import { getDeploymentDiagnostics } from './get-deployment-diagnostics.js';
import { getDeploymentDiff } from './get-deployment-diff.js';
import { getStageDrift } from './get-stage-drift.js';
import { getStageHistory } from './get-stage-history.js';
import { StageMove } from './stage-move.dto.js';

/**
 * What has changed, what would change, and who changed it: ours, not AWS's; signed like every management
 * call.
 */
@TollgateController('/restapis/:restApiId')
export class ChangesController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @ApiOperation({ summary: 'The definition against what the stage serves: entities added, changed, removed' })
  @TollgateAction('ReadStageDrift', 'restapis/:restApiId/stages/:stageName')
  @ApiOkResponse({ type: StageDrift })
  @Get('stages/:stageName/drift')
  stageDrift(
    @Param('restApiId') restApiId: string,
    @Param('stageName') stageName: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<StageDrift> {
    return this.work.readConsistently((uow) =>
      getStageDrift(comparedRestApi, uow, owner, restApiId, stageName),
    );
  }

  @ApiOperation({ summary: 'Who moved the stage, when, and from which deployment to which; newest first' })
  @TollgateAction('ReadStageHistory', 'restapis/:restApiId/stages/:stageName')
  @ApiOkResponse({ type: pageOf(StageMove) })
  @Get('stages/:stageName/history')
  stageHistory(
    @Param('restApiId') restApiId: string,
    @Param('stageName') stageName: string,
    @Query() wanted: PageQuery,
    @Caller() { owner }: CallerIdentity,
  ): Promise<Page<StageMove>> {
    return this.work.read((uow) =>
      getStageHistory(comparedRestApi, uow, owner, { restApiId, stageName, ...wanted }),
    );
  }

  @ApiOperation({ summary: 'What the guard of the stage’s canary makes of it now, by which figures' })
  @TollgateAction('ReadStageCanary', 'restapis/:restApiId/stages/:stageName')
  @ApiOkResponse({ type: CanaryStatus })
  @Get('stages/:stageName/canary')
  canaryStatus(
    @Param('restApiId') restApiId: string,
    @Param('stageName') stageName: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<CanaryStatus> {
    return this.work.read((uow) => getCanaryStatus(uow, owner, restApiId, stageName));
  }

  @ApiOperation({ summary: 'What differs from one deployment to another' })
  @TollgateAction('ReadDeploymentDiff', 'restapis/:restApiId/deployments/:deploymentId')
  @ApiOkResponse({ type: DeploymentDiff })
  @Get('deployments/:deploymentId/diff/:toId')
  deploymentDiff(
    @Param('restApiId') restApiId: string,
    @Param('deploymentId') fromId: string,
    @Param('toId') toId: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<DeploymentDiff> {
    return this.work.read((uow) =>
      getDeploymentDiff(comparedRestApi, uow, owner, { restApiId, fromId, toId }),
    );
  }

  @ApiOperation({
    summary: 'What the compiler has to say of a deployment: templates and patterns that cannot be read',
  })
  @TollgateAction('ReadDeploymentDiagnostics', 'restapis/:restApiId/deployments/:deploymentId')
  @ApiOkResponse({ type: DeploymentDiagnostics })
  @Get('deployments/:deploymentId/diagnostics')
  deploymentDiagnostics(
    @Param('restApiId') restApiId: string,
    @Param('deploymentId') deploymentId: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<DeploymentDiagnostics> {
    return this.work.read((uow) => getDeploymentDiagnostics(uow, owner, { restApiId, deploymentId }));
  }
}
