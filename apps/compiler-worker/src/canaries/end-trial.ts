import { randomUUID } from 'node:crypto';
import { promoteCanary, removeCanary, stageMoves as movesBetween, type Stage } from '#libs/api-definition';
import { entitiesOf, eventText, serviceEvent } from '#libs/audit';
import type { GuardRecord } from '#libs/canary-guard';
import {
  auditEvents,
  outbox,
  stageMoves,
  stages,
  type CanaryTrial,
  type StoredEvent,
  type UnitOfWork,
} from '#libs/persistence';

/** As what history and audit name the guard. */
const guardName = 'canary-guard.tollgate';
const operations = { promote: 'PromoteCanary', remove: 'RemoveCanary' } as const;

/** What ends a trial. */
export interface Decision extends GuardRecord {
  readonly verdict: 'promote' | 'remove';
}

/**
 * Promotes or removes the canary, as UpdateStage would, with the figures that decided it in history and
 * audit; gateways hear of it by the job. The trial itself goes when the stage is published.
 */
export async function endTrial(
  uow: UnitOfWork,
  { owner }: CanaryTrial,
  stage: Stage,
  decision: Decision,
  nowMs: number,
): Promise<void> {
  const after = decision.verdict === 'promote' ? promoteCanary(stage, nowMs) : removeCanary(stage, nowMs);
  if (!after.ok) throw new Error(`the canary cannot be ended: ${after.error.message}`);
  const { restApiId, stageName } = stage;
  const operation = operations[decision.verdict];
  await stages.update(uow, after.value);
  const moves = movesBetween(stage, after.value);
  await stageMoves.record(uow, moves.length > 0 ? moves : [standingStill(stage)], {
    restApiId,
    stageName,
    operation,
    accountId: owner.accountId,
    accessKeyId: guardName,
    movedAtMs: nowMs,
    guard: decision,
  });
  await auditEvents.insert(uow, [eventOf(owner, stage, after.value, decision, nowMs)]);
  await outbox.add(uow, owner, 'publish-rest-api', { restApiId });
}

/** A canary that differed in its variables alone is promoted without a move, which history must not lack. */
const standingStill = ({ deploymentId }: Stage) =>
  ({ target: 'stage', fromDeploymentId: deploymentId, toDeploymentId: deploymentId }) as const;

function eventOf(
  owner: CanaryTrial['owner'],
  { restApiId, stageName, deploymentId: fromDeploymentId, canarySettings }: Stage,
  { deploymentId }: Stage,
  decision: Decision,
  atMs: number,
): StoredEvent {
  const eventId = randomUUID();
  const eventName = operations[decision.verdict];
  const requestParameters = { restApiId, stageName, deploymentId };
  const event = serviceEvent({
    eventId,
    atMs,
    owner,
    invokedBy: guardName,
    eventName,
    requestParameters,
    details: { fromDeploymentId, canaryDeploymentId: canarySettings?.deploymentId, ...decision },
  });
  return {
    eventId,
    ...owner,
    atMs,
    eventName,
    eventSource: event.eventSource,
    userName: '',
    accessKeyId: '',
    readOnly: false,
    entities: entitiesOf(eventName, requestParameters, null),
    event: eventText(event),
  };
}
