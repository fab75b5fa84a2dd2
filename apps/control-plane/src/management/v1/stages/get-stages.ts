import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, restApiNotFound } from '#libs/api-definition';
import type { GetStagesRequest, Stages } from '#libs/aws-wire';
import { restApis, stages } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { presentStage } from './stage.presenter.js';

/** GetStages: all of a RestApi, or those of one deployment; not paged. */
@Injectable()
export class GetStages {
  constructor(@Inject(DefinitionReads) private readonly reads: DefinitionReads) {}

  async run({ restApiId, deploymentId }: GetStagesRequest, { owner }: CallerIdentity): Promise<Stages> {
    return this.reads.run(async (uow) => {
      if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
      const found = (await stages.all(uow, restApiId)).filter(
        (stage) => !deploymentId || stage.deploymentId === deploymentId,
      );
      return ok({ item: found.map(presentStage) });
    });
  }
}
