import { stageMoves as movesBetween, type HttpStage } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpStages, stageMoves } from '#libs/persistence';
import type { ApiWrite } from '../api-write.js';

/** Changes a stage that is there, and writes its history. */
export async function moveHttpStage(
  write: ApiWrite,
  operation: MovingOperation,
  change: { readonly before: HttpStage; readonly after: HttpStage },
): Promise<void> {
  await httpStages.update(write.uow, { ...change.after, lastUpdatedAtMs: write.nowMs });
  await recordHttpStageMoves(write, operation, change);
}

/** What moves stages between deployments: an operation, or the deployment that a write makes by itself. */
type MovingOperation = v2.OperationName | 'AutoDeploy';

/**
 * Writes the stage's history, in the transaction of the write that moves it. What changes settings alone
 * leaves none.
 */
export async function recordHttpStageMoves(
  { uow, caller, nowMs }: ApiWrite,
  operation: MovingOperation,
  { before, after }: { readonly before: HttpStage | null; readonly after: HttpStage | null },
): Promise<void> {
  const stage = after ?? before;
  if (!stage) return;
  await stageMoves.record(uow, movesBetween(before, after), {
    restApiId: stage.apiId,
    stageName: stage.stageName,
    operation,
    accountId: caller.owner.accountId,
    accessKeyId: caller.accessKeyId,
    movedAtMs: nowMs,
  });
}
