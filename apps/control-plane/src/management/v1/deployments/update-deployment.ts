import { Inject, Injectable } from '@nestjs/common';
import { applyPatch, deploymentNotFound, deploymentPatchPaths, fail, ok } from '#libs/api-definition';
import type { Deployment, UpdateDeploymentRequest } from '#libs/aws-wire';
import { deployments, restApis } from '#libs/persistence';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { presentDeployment } from './deployment.presenter.js';

/** UpdateDeployment: nothing that is served changes. */
@Injectable()
export class UpdateDeployment {
  constructor(@Inject(DefinitionWrites) private readonly writes: DefinitionWrites) {}

  async run(input: UpdateDeploymentRequest, { owner }: CallerIdentity): Promise<Deployment> {
    const { restApiId, deploymentId, patchOperations } = input;
    return this.writes.run(async (uow) => {
      const restApi = await restApis.lock(uow, owner, restApiId);
      const deployment = restApi && (await deployments.find(uow, restApiId, deploymentId));
      if (!deployment) return fail(deploymentNotFound);
      const patched = applyPatch(deployment, patchOperations, deploymentPatchPaths);
      if (!patched.ok) return patched;
      await deployments.update(uow, patched.value);
      return ok(presentDeployment(patched.value));
    });
  }
}
