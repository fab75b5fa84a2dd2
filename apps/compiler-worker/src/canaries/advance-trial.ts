import { canaryGuard, canaryGuardTag, type Stage } from '#libs/api-definition';
import { judgeTrial, type GuardRecord, type JudgedTrial } from '#libs/canary-guard';
import {
  canaryFigures,
  canaryTrials,
  restApis,
  stages,
  type CanaryTrial,
  type Database,
  type UnitOfWork,
} from '#libs/persistence';
import { endTrial } from './end-trial.js';

/**
 * Judges a canary, and does what that comes to; returns it when that ends the trial. What changes anything is
 * judged again under the RestApi's lock, which all changes of the stage wait for, and written in one
 * transaction: of two workers the second finds a stage that has other settings than the trial.
 */
export async function advanceTrial(database: Database, trial: CanaryTrial): Promise<GuardRecord | null> {
  const seen = await database.read(async (uow) => {
    const stage = await stages.find(uow, trial.restApiId, trial.stageName);
    return stage ? judge(uow, trial, stage) : null;
  });
  if (seen === null || !leadsToSomething(trial, seen)) return null;
  return database.write(async (uow) => {
    if (!(await restApis.lock(uow, trial.owner, trial.restApiId))) return null;
    const stage = await stages.find(uow, trial.restApiId, trial.stageName);
    const present = await canaryTrials.find(uow, trial.restApiId, trial.stageName);
    if (!stage || present?.id !== trial.id || !(await canaryTrials.isCurrent(uow, trial.id, stage)))
      return null;
    const found = await judge(uow, present, stage);
    return found && leadsToSomething(present, found) ? act(uow, present, stage, found) : null;
  });
}

interface Found extends JudgedTrial {
  /** By Postgres's clock, as the times of reports are. */
  readonly nowMs: number;
}

/** Null where the stage has no rule any more. */
async function judge(uow: UnitOfWork, trial: CanaryTrial, { tags }: Stage): Promise<Found | null> {
  const rule = canaryGuard(tags);
  if (rule === null) return null;
  // In this order: what a report that comes in between has added is not missing from the figures.
  const heard = await canaryFigures.gateways(uow, trial.id);
  const figures = await canaryFigures.read(uow, trial.id);
  const judged = judgeTrial(tags[canaryGuardTag]!, rule, { ...trial, ...figures, ...heard });
  return { ...judged, nowMs: heard.nowMs };
}

const leadsToSomething = (trial: CanaryTrial, { record, isComplete }: Found): boolean =>
  record.verdict !== 'wait' || (trial.startedAtMs === null && isComplete);

async function act(
  uow: UnitOfWork,
  trial: CanaryTrial,
  stage: Stage,
  { record, nowMs }: Found,
): Promise<GuardRecord | null> {
  switch (record.verdict) {
    case 'wait':
      await canaryTrials.start(uow, trial.id, nowMs);
      return null;
    case 'renew':
      await canaryFigures.clear(uow, trial.id);
      await canaryTrials.start(uow, trial.id, nowMs);
      return null;
    case 'promote':
    case 'remove':
      await endTrial(uow, trial, stage, { ...record, verdict: record.verdict }, nowMs);
      return record;
  }
}
