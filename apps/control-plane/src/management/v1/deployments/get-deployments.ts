import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, restApiNotFound } from '#libs/api-definition';
import type { Deployments, GetDeploymentsRequest } from '#libs/aws-wire';
import { deployments, restApis } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { page } from '../../http/page.js';
import { presentDeployment } from './deployment.presenter.js';

/** GetDeployments: newest first. */
@Injectable()
export class GetDeployments {
  constructor(@Inject(DefinitionReads) private readonly reads: DefinitionReads) {}

  async run(input: GetDeploymentsRequest, { owner }: CallerIdentity): Promise<Deployments> {
    const { restApiId } = input;
    return this.reads.run(async (uow) => {
      if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
      const { items, position } = await page(
        input,
        (listPage) => deployments.list(uow, restApiId, listPage),
        deployments.listPosition,
      );
      return ok({ item: items.map((one) => presentDeployment(one)), position });
    });
  }
}
