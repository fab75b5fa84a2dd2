import type { Owner, Stage } from '#libs/api-definition';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { ofOwner } from './of-owner.js';
import { StageEntity } from './stage.entity.js';

/**
 * Stages of a RestApi. Writes come under the RestApi's lock. `findOwned` checks who owns the RestApi and
 * `holdOwned`, or by that lock.
 */
export const stages = { find, findOwned, holdOwned, all, insert, update, remove };

async function find(uow: UnitOfWork, restApiId: string, stageName: string): Promise<Stage | undefined> {
  const row = await repositoryOf(uow, StageEntity).findOneBy({ restApiId, stageName });
  return row ? toStage(row) : undefined;
}

/**
 * In one query with the check of the owner: an unknown RestApi and an unknown Stage look alike, as they do at
 * AWS.
 */
async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  stageName: string,
): Promise<Stage | undefined> {
  const row = await repositoryOf(uow, StageEntity).findOneBy({
    restApiId: ofOwner(owner, restApiId),
    stageName,
  });
  return row ? toStage(row) : undefined;
}

/** Whether the owner has the stage; if so nobody can delete it until the transaction ends. */
async function holdOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  stageName: string,
): Promise<boolean> {
  const rows = await query<unknown>(
    uow,
    `SELECT 1 FROM stages s JOIN rest_apis a ON a.id = s.rest_api_id
      WHERE s.rest_api_id = $1 AND s.stage_name = $2 AND a.account_id = $3 AND a.region = $4
        FOR KEY SHARE OF s`,
    [restApiId, stageName, owner.accountId, owner.region],
  );
  return rows.length > 0;
}

/** By name. */
async function all(uow: UnitOfWork, restApiId: string): Promise<Stage[]> {
  const rows = await repositoryOf(uow, StageEntity).find({
    where: { restApiId },
    order: { stageName: 'ASC' },
  });
  return rows.map(toStage);
}

async function insert(uow: UnitOfWork, stage: Stage): Promise<void> {
  await repositoryOf(uow, StageEntity).insert(toRow(stage));
}

async function update(uow: UnitOfWork, stage: Stage): Promise<void> {
  const { restApiId, stageName, ...row } = toRow(stage);
  await repositoryOf(uow, StageEntity).update({ restApiId, stageName }, row);
}

async function remove(uow: UnitOfWork, restApiId: string, stageName: string): Promise<void> {
  await repositoryOf(uow, StageEntity).delete({ restApiId, stageName });
}

function toStage({ createdAt, lastUpdatedAt, ...row }: StageEntity): Stage {
  // The jsonb members are written by `toRow` only, so they have the types' own shape.
  return {
    ...row,
    createdAtMs: createdAt.getTime(),
    lastUpdatedAtMs: lastUpdatedAt.getTime(),
  } as Stage;
}

function toRow({ createdAtMs, lastUpdatedAtMs, ...stage }: Stage) {
  return { ...stage, createdAt: new Date(createdAtMs), lastUpdatedAt: new Date(lastUpdatedAtMs) };
}
