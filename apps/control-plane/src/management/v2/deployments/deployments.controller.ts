import { Controller, Inject } from '@nestjs/common';
import {
  deploymentInUse,
  deploymentNotFound,
  descriptionProblem,
  fail,
  ok,
  restApiNotFound,
  type HttpDeployment,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpApis, httpDeployments, httpStages, type HttpCompilationState } from '#libs/persistence';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { NOW, type Runtime } from '../../../tokens.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { pageOf } from '../page-of.js';
import { createHttpDeployment } from './create-deployment.js';
import { presentHttpDeployment } from './deployment.presenter.js';

/** Deployments of HTTP APIs. */
@Controller()
export class DeploymentsV2Controller {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v2.CreateDeployment)
  async create(
    @Caller() caller: CallerIdentity,
    @Input() input: v2.CreateDeploymentRequest,
  ): Promise<v2.CreateDeploymentResponse> {
    const made = await this.work.write(
      (uow, publish) => createHttpDeployment({ uow, publish, caller, nowMs: this.now() }, input),
      ({ deploymentId }) => ({ deploymentId }),
    );
    return this.asRolledOut(caller, made);
  }

  @Operation(v2.GetDeployment)
  get(@Caller() { owner }: CallerIdentity, @Input() { apiId, deploymentId }: v2.GetDeploymentRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetDeploymentResponse>> => {
      if (!(await httpApis.find(uow, owner, apiId))) return fail(restApiNotFound(owner, apiId));
      const found = await httpDeployments.find(uow, apiId, deploymentId);
      return found ? ok(presentHttpDeployment(found)) : fail(deploymentNotFound);
    });
  }

  @Operation(v2.GetDeployments)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v2.GetDeploymentsRequest) {
    const { apiId } = input;
    return this.work.read(async (uow): Promise<Result<v2.GetDeploymentsResponse>> => {
      if (!(await httpApis.find(uow, owner, apiId))) return fail(restApiNotFound(owner, apiId));
      const { items, nextToken } = await pageOf<HttpCompilationState>(
        input,
        (page) => httpDeployments.list(uow, apiId, page),
        httpDeployments.listPosition,
      );
      return ok({ items: items.map(presentHttpDeployment), nextToken });
    });
  }

  @Operation(v2.UpdateDeployment)
  update(
    @Caller() { owner }: CallerIdentity,
    @Input() { apiId, deploymentId, description }: v2.UpdateDeploymentRequest,
  ) {
    return this.work.write(async (uow): Promise<Result<v2.UpdateDeploymentResponse>> => {
      if (!(await httpApis.lock(uow, owner, apiId))) return fail(restApiNotFound(owner, apiId));
      const found = await httpDeployments.find(uow, apiId, deploymentId);
      if (!found) return fail(deploymentNotFound);
      const problem = descriptionProblem(description);
      if (problem) return fail(problem);
      if (description === undefined) return ok(presentHttpDeployment(found));
      const deployment = { ...found.deployment, description: description || null };
      await httpDeployments.update(uow, deployment);
      return ok(presentHttpDeployment({ ...found, deployment }));
    });
  }

  @Operation(v2.DeleteDeployment)
  delete(@Caller() { owner }: CallerIdentity, @Input() { apiId, deploymentId }: v2.DeleteDeploymentRequest) {
    return this.work.write(async (uow, publish): Promise<Result<void>> => {
      if (!(await httpApis.lock(uow, owner, apiId))) return fail(restApiNotFound(owner, apiId));
      if (!(await httpDeployments.find(uow, apiId, deploymentId))) return fail(deploymentNotFound);
      const stages = await httpStages.all(uow, apiId);
      if (stages.some((stage) => stage.deploymentId === deploymentId)) return fail(deploymentInUse);
      await httpDeployments.remove(uow, apiId, deploymentId);
      await publish(owner, 'publish-http-api', { apiId });
      return ok(undefined);
    });
  }

  /** The response of CreateDeployment, now that its rollout has been waited for. */
  private asRolledOut({ owner }: CallerIdentity, made: HttpDeployment): Promise<v2.Deployment> {
    const { apiId, deploymentId } = made;
    return this.work.read(async (uow) => {
      const isThere = await httpApis.find(uow, owner, apiId);
      const found = isThere && (await httpDeployments.find(uow, apiId, deploymentId));
      return ok(
        presentHttpDeployment(found ?? { deployment: made, snapshotDigest: null, compileError: null }),
      );
    });
  }
}
