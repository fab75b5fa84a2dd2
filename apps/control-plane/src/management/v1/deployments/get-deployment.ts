import { Inject, Injectable } from '@nestjs/common';
import {
  deploymentNotFound,
  fail,
  ok,
  summarizeDeployment,
  type FrozenDefinition,
} from '#libs/api-definition';
import type { Deployment, GetDeploymentRequest } from '#libs/aws-wire';
import { deployments, restApis } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { presentDeployment } from './deployment.presenter.js';

/** GetDeployment; `embed=apisummary` adds the methods that were deployed. */
@Injectable()
export class GetDeployment {
  constructor(@Inject(DefinitionReads) private readonly reads: DefinitionReads) {}

  async run(input: GetDeploymentRequest, { owner }: CallerIdentity): Promise<Deployment> {
    const { restApiId, deploymentId, embed } = input;
    return this.reads.run(async (uow) => {
      const restApi = await restApis.find(uow, owner, restApiId);
      const deployment = restApi && (await deployments.find(uow, restApiId, deploymentId));
      if (!deployment) return fail(deploymentNotFound);
      if (!embed?.includes('apisummary')) return ok(presentDeployment(deployment));
      const definition = await deployments.definitionOf(uow, restApiId, deploymentId);
      if (definition === undefined) return fail(deploymentNotFound);
      const summary = summarizeDeployment(JSON.parse(definition) as FrozenDefinition);
      return ok(presentDeployment(deployment, summary));
    });
  }
}
