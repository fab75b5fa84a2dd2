import type { StageMove } from '#libs/api-definition';
import type { GuardRecord } from '#libs/canary-guard';
import { LessThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { StageMoveEntity } from './stage-move.entity.js';

/** A move as it was made: by whom, when, by which operation, and what was and is served. */
export interface RecordedStageMove extends StageMove {
  readonly id: string;
  readonly operation: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly movedAtMs: number;
  /** Digest of the deployment's definition; null with the deployment. */
  readonly fromDigest: string | null;
  readonly toDigest: string | null;
  /** Why the guard of its canary made it; null when it did not. */
  readonly guard: GuardRecord | null;
}

/** What moves of one write have in common. */
export interface StageMoveCause {
  /** Of a move that the guard of a canary makes. */
  readonly guard?: GuardRecord;
  readonly restApiId: string;
  readonly stageName: string;
  readonly operation: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly movedAtMs: number;
}

/**
 * The history of stages, written in the transaction of each move. APIs of both
 * versions have theirs here. The caller has checked who owns the API.
 */
export const stageMoves = { record, list };

async function record(uow: UnitOfWork, moves: readonly StageMove[], cause: StageMoveCause): Promise<void> {
  if (moves.length === 0) return;
  const { movedAtMs, ...row } = cause;
  const named = moves.flatMap((move) => [move.fromDeploymentId ?? [], move.toDeploymentId ?? []].flat());
  const rows = await query<{ id: string; digest: string }>(
    uow,
    `SELECT id, definition_digest AS digest FROM deployments WHERE rest_api_id = $1 AND id = ANY ($2)
      UNION ALL
     SELECT deployment_id, definition_digest FROM http_deployments
      WHERE api_id = $1 AND deployment_id = ANY ($2)`,
    [cause.restApiId, named],
  );
  const digests = new Map(rows.map(({ id, digest }) => [id, digest]));
  const digestOf = (id: string | null) => (id === null ? null : (digests.get(id) ?? null));
  await repositoryOf(uow, StageMoveEntity).insert(
    moves.map((move) => ({
      ...row,
      ...move,
      movedAt: new Date(movedAtMs),
      fromDigest: digestOf(move.fromDeploymentId),
      toDigest: digestOf(move.toDeploymentId),
    })),
  );
}

/** Newest first; of a stage that is gone, too. */
async function list(
  uow: UnitOfWork,
  restApiId: string,
  stageName: string,
  page: ListPage,
): Promise<RecordedStageMove[]> {
  // A position that was not made here: nothing comes after it.
  if (page.after !== null && !/^\d{1,18}$/.test(page.after)) return [];
  const rows = await repositoryOf(uow, StageMoveEntity).find({
    where: { restApiId, stageName, ...(page.after === null ? {} : { id: LessThan(page.after) }) },
    order: { id: 'DESC' },
    take: page.count,
  });
  return rows.map(({ movedAt, target, guard, restApiId: _api, stageName: _stage, ...move }) => ({
    ...move,
    target: target as StageMove['target'],
    guard: guard as GuardRecord | null,
    movedAtMs: movedAt.getTime(),
  }));
}
