import { stageMoves as movesBetween, type Stage } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { stageMoves, type UnitOfWork } from '#libs/persistence';
import type { CallerIdentity } from '../../../http/management-request.js';

/**
 * Writes the stage's history, in the transaction of the write that moves it. What changes settings alone
 * leaves none.
 */
export async function recordStageMoves(
  uow: UnitOfWork,
  { owner, accessKeyId }: CallerIdentity,
  operation: v1.OperationName,
  {
    before,
    after,
    nowMs,
  }: { readonly before: Stage | null; readonly after: Stage | null; readonly nowMs: number },
): Promise<void> {
  const stage = after ?? before;
  if (!stage) return;
  await stageMoves.record(uow, movesBetween(before, after), {
    restApiId: stage.restApiId,
    stageName: stage.stageName,
    operation,
    accountId: owner.accountId,
    accessKeyId,
    movedAtMs: nowMs,
  });
}
