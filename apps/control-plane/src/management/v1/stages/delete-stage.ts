import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, stageNotFound } from '#libs/api-definition';
import type { DeleteStageRequest } from '#libs/aws-wire';
import { restApis, stages, usagePlans } from '#libs/persistence';
import { DefinitionWrites } from '../../definition-writes.js';
import type { CallerIdentity } from '../../http/management-request.js';

/**
 * DeleteStage: it ends at once; its deployment stays. Usage plans that cover the stage lose it, as they do when the whole API goes
 * (recorded: usage plans), so that a later stage of the same name is not open to them unasked.
 */
@Injectable()
export class DeleteStage {
  constructor(@Inject(DefinitionWrites) private readonly writes: DefinitionWrites) {}

  async run({ restApiId, stageName }: DeleteStageRequest, { owner }: CallerIdentity): Promise<void> {
    return this.writes.run(async (uow, publish) => {
      const restApi = await restApis.lock(uow, owner, restApiId);
      const stage = restApi && (await stages.find(uow, restApiId, stageName));
      if (!stage) return fail(stageNotFound);
      await stages.remove(uow, restApiId, stageName);
      for (const usagePlanId of await usagePlans.dropStages(uow, restApiId, stageName)) {
        await publish('publish-usage-plan', { usagePlanId });
      }
      await publish('publish-rest-api', { restApiId });
      return ok(undefined);
    });
  }
}
