import { Inject, Injectable } from '@nestjs/common';
import { conflict, createStage, fail, restApiNotFound } from '#libs/api-definition';
import type { CreateStageRequest, Stage } from '#libs/aws-wire';
import { deployments, restApis, stages } from '#libs/persistence';
import { NOW, type Runtime } from '../../../runtime.js';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { presentStage } from './stage.presenter.js';

/** CreateStage: a name for a deployment, live on return. */
@Injectable()
export class CreateStage {
  constructor(
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  async run(input: CreateStageRequest, { owner }: CallerIdentity): Promise<Stage> {
    const { restApiId, stageName } = input;
    const nowMs = this.now();
    const stage = await this.writes.run(async (uow, publish) => {
      if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
      const named = [input.deploymentId, input.canarySettings?.deploymentId ?? []].flat();
      const knownDeploymentIds = await deployments.knownIds(uow, restApiId, named);
      const created = createStage(input, { knownDeploymentIds, nowMs });
      if (!created.ok) return created;
      if (await stages.find(uow, restApiId, stageName)) return fail(conflict('Stage already exists'));
      await stages.insert(uow, created.value);
      await publish('publish-rest-api', { restApiId });
      return created;
    });
    return presentStage(stage);
  }
}
