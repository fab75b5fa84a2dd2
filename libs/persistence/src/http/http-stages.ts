import type { HttpApi, HttpStage, Owner } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { HttpStageEntity } from './http-stage.entity.js';

/** Stages of an API of version 2. The caller has checked who owns it; writes come under its lock. */
export const httpStages = { find, holdOwned, all, list, insert, update, remove };

async function find(uow: UnitOfWork, apiId: string, stageName: string): Promise<HttpStage | undefined> {
  const row = await repositoryOf(uow, HttpStageEntity).findOneBy({ apiId, stageName });
  return row ? toStage(row) : undefined;
}

/** What decides whether a usage plan may take a stage of an API. */
export type ApiOfStage = Pick<HttpApi, 'protocolType' | 'tags'>;

/** The API of a stage that the owner has; nobody can delete the stage until the transaction ends. */
async function holdOwned(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  apiId: string,
  stageName: string,
): Promise<ApiOfStage | undefined> {
  const rows = await query<ApiOfStage>(
    uow,
    `SELECT a.protocol_type AS "protocolType", a.tags FROM http_stages s JOIN http_apis a ON a.id = s.api_id
      WHERE s.api_id = $1 AND s.stage_name = $2 AND a.account_id = $3 AND a.region = $4
        FOR KEY SHARE OF s`,
    [apiId, stageName, accountId, region],
  );
  return rows[0];
}

/** By name. */
async function all(uow: UnitOfWork, apiId: string): Promise<HttpStage[]> {
  const rows = await repositoryOf(uow, HttpStageEntity).find({
    where: { apiId },
    order: { stageName: 'ASC' },
  });
  return rows.map(toStage);
}

/** By name. */
async function list(uow: UnitOfWork, apiId: string, { after, count }: ListPage): Promise<HttpStage[]> {
  const rows = await repositoryOf(uow, HttpStageEntity).find({
    where: { apiId, ...(after === null ? {} : { stageName: MoreThan(after) }) },
    order: { stageName: 'ASC' },
    take: count,
  });
  return rows.map(toStage);
}

async function insert(uow: UnitOfWork, stage: HttpStage): Promise<void> {
  await repositoryOf(uow, HttpStageEntity).insert(toRow(stage));
}

async function update(uow: UnitOfWork, stage: HttpStage): Promise<void> {
  const { apiId, stageName, ...row } = toRow(stage);
  await repositoryOf(uow, HttpStageEntity).update({ apiId, stageName }, row);
}

async function remove(uow: UnitOfWork, apiId: string, stageName: string): Promise<void> {
  await repositoryOf(uow, HttpStageEntity).delete({ apiId, stageName });
}

// The jsonb members are written by `toRow` only, so they have the types' own shape.
function toStage({ createdAt, lastUpdatedAt, ...row }: HttpStageEntity): HttpStage {
  return {
    ...row,
    createdAtMs: createdAt.getTime(),
    lastUpdatedAtMs: lastUpdatedAt.getTime(),
  } as HttpStage;
}

function toRow({ createdAtMs, lastUpdatedAtMs, ...stage }: HttpStage) {
  return { ...stage, createdAt: new Date(createdAtMs), lastUpdatedAt: new Date(lastUpdatedAtMs) };
}
