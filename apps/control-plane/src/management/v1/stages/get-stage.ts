import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, stageNotFound } from '#libs/api-definition';
import type { GetStageRequest, Stage } from '#libs/aws-wire';
import { stages } from '#libs/persistence';
import { DefinitionReads } from '../../definition-reads.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { presentStage } from './stage.presenter.js';

/** GetStage. */
@Injectable()
export class GetStage {
  constructor(@Inject(DefinitionReads) private readonly reads: DefinitionReads) {}

  async run({ restApiId, stageName }: GetStageRequest, { owner }: CallerIdentity): Promise<Stage> {
    return this.reads.run(async (uow) => {
      const stage = await stages.findOwned(uow, owner, restApiId, stageName);
      return stage ? ok(presentStage(stage)) : fail(stageNotFound);
    });
  }
}
