import { fail, ok, restApiNotFound, stageNotFound, type Owner, type Result } from '#libs/api-definition';
import { stageMoves, type RecordedStageMove, type UnitOfWork } from '#libs/persistence';
import { page, type Page } from '../../http/page.js';
import type { FindComparedApi } from './compared-api.js';
import type { StageMove, StageMoveSide } from './stage-move.dto.js';

/** Newest first, and of a stage that was deleted as well: that it was, is part of its history. */
export async function getStageHistory(
  find: FindComparedApi,
  uow: UnitOfWork,
  owner: Owner,
  {
    restApiId,
    stageName,
    ...wanted
  }: { readonly restApiId: string; readonly stageName: string } & Parameters<typeof page>[0],
): Promise<Result<Page<StageMove>>> {
  const api = await find(uow, owner, restApiId);
  if (!api) return fail(restApiNotFound(owner, restApiId));
  const found = await page(
    wanted,
    (part) => stageMoves.list(uow, restApiId, stageName, part),
    ({ id }) => id,
  );
  const unknown = found.items.length === 0 && !(await api.served(stageName));
  return unknown ? fail(stageNotFound) : ok({ ...found, items: found.items.map(shown) });
}

const shown = (move: RecordedStageMove): StageMove => ({
  target: move.target,
  operation: move.operation,
  movedAt: new Date(move.movedAtMs).toISOString(),
  movedBy: { accountId: move.accountId, accessKeyId: move.accessKeyId },
  from: side(move.fromDeploymentId, move.fromDigest),
  to: side(move.toDeploymentId, move.toDigest),
  guard: move.guard,
});

const side = (deploymentId: string | null, definitionDigest: string | null): StageMoveSide | null =>
  deploymentId === null ? null : { deploymentId, definitionDigest };
