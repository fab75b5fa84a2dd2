import {
  canaryGuard,
  canaryGuardTag,
  fail,
  ok,
  stageNotFound,
  type Owner,
  type Result,
  type Stage,
} from '#libs/api-definition';
import { judgeTrial } from '#libs/canary-guard';
import { canaryFigures, canaryTrials, stages, type UnitOfWork } from '#libs/persistence';
import type { CanaryStatus } from './canary-status.dto.js';

/** What the guard of a stage's canary makes of it now, as the worker would judge it. */
export async function getCanaryStatus(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  stageName: string,
): Promise<Result<CanaryStatus>> {
  const stage = await stages.findOwned(uow, owner, restApiId, stageName);
  if (!stage) return fail(stageNotFound);
  return ok({ restApiId, stageName, canary: canaryOf(stage), ...(await guardOf(uow, stage)) });
}

const canaryOf = ({ canarySettings }: Stage): CanaryStatus['canary'] =>
  canarySettings && {
    deploymentId: canarySettings.deploymentId,
    percentTraffic: canarySettings.percentTraffic,
  };

type Guarding = Pick<CanaryStatus, 'startedAt' | 'guard' | 'unguarded'>;

async function guardOf(uow: UnitOfWork, stage: Stage): Promise<Guarding> {
  const rule = canaryGuard(stage.tags);
  if (rule === null) return none(`the stage has no tag ${canaryGuardTag}`);
  if (stage.canarySettings === null) return none('the stage has no canary');
  if (stage.canarySettings.percentTraffic === 0) return none('the canary gets no requests');
  const trial = await canaryTrials.find(uow, stage.restApiId, stage.stageName);
  if (!trial || !(await canaryTrials.isCurrent(uow, trial.id, stage))) {
    return none('the settings of the canary are not published yet');
  }
  const heard = await canaryFigures.gateways(uow, trial.id);
  const figures = await canaryFigures.read(uow, trial.id);
  const { record } = judgeTrial(stage.tags[canaryGuardTag]!, rule, { ...trial, ...figures, ...heard });
  const { startedAtMs } = trial;
  const startedAt = startedAtMs === null ? null : new Date(startedAtMs).toISOString();
  return { startedAt, guard: record, unguarded: null };
}

const none = (unguarded: string): Guarding => ({ startedAt: null, guard: null, unguarded });
