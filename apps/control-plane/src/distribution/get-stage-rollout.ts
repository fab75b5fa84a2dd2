import { Injectable } from '@nestjs/common';
import { fail, notFound, ok, type Owner } from '#libs/api-definition';
import { gateways, publishedDocuments, stages } from '#libs/persistence';
import { documentNames, type StageDocument } from '#libs/snapshot-format';
import { UnitOfWorkRunner } from '../definition/unit-of-work-runner.js';
import { rolloutState } from './rollout-state.js';
import type { StageRollout } from './stage-rollout.dto.js';

/** Where a stage stands. */
@Injectable()
export class GetStageRollout {
  constructor(private readonly work: UnitOfWorkRunner) {}

  run(owner: Owner, restApiId: string, stageName: string): Promise<StageRollout> {
    return this.work.read<StageRollout>(async (uow) => {
      const stage = await stages.findOwned(uow, owner, restApiId, stageName);
      if (!stage) return fail(notFound('Invalid stage identifier specified'));
      const name = documentNames.stage(restApiId, stageName);
      const told = await publishedDocuments.find(uow, { kind: 'stage', name });
      const base = { restApiId, stageName, deploymentId: stage.deploymentId };
      if (!told) return ok({ ...base, published: null, gateways: [] });
      const { deploymentId, snapshotDigest } = JSON.parse(told.body ?? '') as StageDocument;
      const published = { seq: told.seq, deploymentId, snapshotDigest };
      const states = (await gateways.list(uow)).map((gateway) =>
        rolloutState({ ...published, name }, gateway),
      );
      return ok({ ...base, published, gateways: states });
    });
  }
}
