import { Inject, Injectable } from '@nestjs/common';
import { badRequest, deploymentNotFound, fail, ok } from '#libs/api-definition';
import type { DeleteDeploymentRequest } from '#libs/aws-wire';
import { deployments, restApis, stages } from '#libs/persistence';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';

/** DeleteDeployment: refused while a stage, or the canary of one, serves it. */
@Injectable()
export class DeleteDeployment {
  constructor(@Inject(DefinitionWrites) private readonly writes: DefinitionWrites) {}

  async run(input: DeleteDeploymentRequest, { owner }: CallerIdentity): Promise<void> {
    const { restApiId, deploymentId } = input;
    return this.writes.run(async (uow, publish) => {
      const restApi = await restApis.lock(uow, owner, restApiId);
      const deployment = restApi && (await deployments.find(uow, restApiId, deploymentId));
      if (!deployment) return fail(deploymentNotFound);
      const served = (await stages.all(uow, restApiId)).some(
        (stage) => stage.deploymentId === deploymentId || stage.canarySettings?.deploymentId === deploymentId,
      );
      if (served) {
        return fail(badRequest('Active stages pointing to this deployment must be moved or deleted'));
      }
      await deployments.remove(uow, restApiId, deploymentId);
      await publish('publish-rest-api', { restApiId });
      return ok(undefined);
    });
  }
}
