import { Inject, Injectable } from '@nestjs/common';
import { deploymentIdsIn, fail, patchStage, stageNotFound } from '#libs/api-definition';
import type { Stage, UpdateStageRequest } from '#libs/aws-wire';
import { deployments, restApis, stages } from '#libs/persistence';
import { NOW, type Runtime } from '../../../runtime.js';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { presentStage } from './stage.presenter.js';

/** UpdateStage: settings, variables, canary, and the roll-back (`/deploymentId`); live on return. */
@Injectable()
export class UpdateStage {
  constructor(
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  async run(input: UpdateStageRequest, { owner }: CallerIdentity): Promise<Stage> {
    const { restApiId, stageName, patchOperations } = input;
    const nowMs = this.now();
    const stage = await this.writes.run(async (uow, publish) => {
      const restApi = await restApis.lock(uow, owner, restApiId);
      const before = restApi && (await stages.find(uow, restApiId, stageName));
      if (!before) return fail(stageNotFound);
      const named = deploymentIdsIn(patchOperations);
      const knownDeploymentIds = await deployments.knownIds(uow, restApiId, named);
      const patched = patchStage(before, patchOperations, { knownDeploymentIds, nowMs });
      if (!patched.ok) return patched;
      await stages.update(uow, patched.value);
      await publish('publish-rest-api', { restApiId });
      return patched;
    });
    return presentStage(stage);
  }
}
