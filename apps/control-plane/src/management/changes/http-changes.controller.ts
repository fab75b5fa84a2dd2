import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { PageQuery, pageOf } from '../../http/page.dto.js';
import type { Page } from '../../http/page.js';
import { TollgateAction } from '../../http/tollgate-action.decorator.js';
import { TollgateController } from '../../http/tollgate-controller.decorator.js';
import { DeploymentDiff, StageDrift } from './changes.dto.js';
import { comparedHttpApi } from './compared-api.js';
import { HttpDeploymentDiagnostics } from './deployment-diagnostics.dto.js';
import { getHttpDeploymentDiagnostics } from './get-deployment-diagnostics.js';
import { getDeploymentDiff } from './get-deployment-diff.js';
import { getStageDrift } from './get-stage-drift.js';
import { getStageHistory } from './get-stage-history.js';
import { StageMove } from './stage-move.dto.js';

/** What `ChangesController` says of REST APIs, of APIs of version 2. */
@TollgateController('/apis/:apiId')
export class HttpChangesController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @ApiOperation({ summary: 'The definition against what the stage serves: entities added, changed, removed' })
  @TollgateAction('ReadStageDrift', 'apis/:apiId/stages/:stageName')
  @ApiOkResponse({ type: StageDrift })
  @Get('stages/:stageName/drift')
  httpStageDrift(
    @Param('apiId') apiId: string,
    @Param('stageName') stageName: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<StageDrift> {
    return this.work.readConsistently((uow) => getStageDrift(comparedHttpApi, uow, owner, apiId, stageName));
  }

  @ApiOperation({ summary: 'Who moved the stage, when, and from which deployment to which; newest first' })
  @TollgateAction('ReadStageHistory', 'apis/:apiId/stages/:stageName')
  @ApiOkResponse({ type: pageOf(StageMove) })
  @Get('stages/:stageName/history')
  httpStageHistory(
    @Param('apiId') apiId: string,
    @Param('stageName') stageName: string,
    @Query() wanted: PageQuery,
    @Caller() { owner }: CallerIdentity,
  ): Promise<Page<StageMove>> {
    return this.work.read((uow) =>
      getStageHistory(comparedHttpApi, uow, owner, { restApiId: apiId, stageName, ...wanted }),
    );
  }

  @ApiOperation({ summary: 'What differs from one deployment to another' })
  @TollgateAction('ReadDeploymentDiff', 'apis/:apiId/deployments/:deploymentId')
  @ApiOkResponse({ type: DeploymentDiff })
  @Get('deployments/:deploymentId/diff/:toId')
  httpDeploymentDiff(
    @Param('apiId') apiId: string,
    @Param('deploymentId') fromId: string,
    @Param('toId') toId: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<DeploymentDiff> {
    return this.work.read((uow) =>
      getDeploymentDiff(comparedHttpApi, uow, owner, { restApiId: apiId, fromId, toId }),
    );
  }

  @ApiOperation({ summary: 'What the compiler has to say of a deployment' })
  @TollgateAction('ReadDeploymentDiagnostics', 'apis/:apiId/deployments/:deploymentId')
  @ApiOkResponse({ type: HttpDeploymentDiagnostics })
  @Get('deployments/:deploymentId/diagnostics')
  httpDeploymentDiagnostics(
    @Param('apiId') apiId: string,
    @Param('deploymentId') deploymentId: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<HttpDeploymentDiagnostics> {
    return this.work.read((uow) => getHttpDeploymentDiagnostics(uow, owner, { apiId, deploymentId }));
  }
}
