import type { HttpApi, Owner } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { HttpApiEntity } from './http-api.entity.js';

/** APIs of version 2 of an owner. Every function but `findAnywhere` sees the given owner's only. */
export const httpApis = { find, findAnywhere, lock, list, insert, update, remove };

async function find(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  apiId: string,
): Promise<HttpApi | undefined> {
  const row = await repositoryOf(uow, HttpApiEntity).findOneBy({ apiId, accountId, region });
  return row ? toApi(row) : undefined;
}

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, apiId: string): Promise<HttpApi | undefined> {
  const row = await repositoryOf(uow, HttpApiEntity).findOneBy({ apiId });
  return row ? toApi(row) : undefined;
}

/**
 * SELECT ... FOR UPDATE: every write at or below an API takes this lock first, so such writes run one after
 * the other.
 */
async function lock(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  apiId: string,
): Promise<HttpApi | undefined> {
  const row = await repositoryOf(uow, HttpApiEntity).findOne({
    where: { apiId, accountId, region },
    lock: { mode: 'pessimistic_write' },
  });
  return row ? toApi(row) : undefined;
}

/** In the order of their ids. */
async function list(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  { after, count }: ListPage,
): Promise<HttpApi[]> {
  const rows = await repositoryOf(uow, HttpApiEntity).find({
    where: { accountId, region, ...(after === null ? {} : { apiId: MoreThan(after) }) },
    order: { apiId: 'ASC' },
    take: count,
  });
  return rows.map(toApi);
}

/** Fails with a unique violation when an API of either version has the id. */
async function insert(uow: UnitOfWork, api: HttpApi): Promise<void> {
  await repositoryOf(uow, HttpApiEntity).insert(toRow(api));
}

async function update(uow: UnitOfWork, api: HttpApi): Promise<void> {
  const { apiId, accountId, region, ...row } = toRow(api);
  await repositoryOf(uow, HttpApiEntity).update({ apiId, accountId, region }, row);
}

/** Takes everything below with it. Whether there was one. */
async function remove(uow: UnitOfWork, { accountId, region }: Owner, apiId: string): Promise<boolean> {
  return (await repositoryOf(uow, HttpApiEntity).delete({ apiId, accountId, region })).affected === 1;
}

// The jsonb members are written by `toRow` only, so they have the types' own shape.
function toApi({ accountId, region, createdAt, ...row }: HttpApiEntity): HttpApi {
  return { ...row, owner: { accountId, region }, createdAtMs: createdAt.getTime() } as HttpApi;
}

function toRow({ owner, createdAtMs, importInfo, warnings, ...api }: HttpApi) {
  return {
    ...api,
    accountId: owner.accountId,
    region: owner.region,
    createdAt: new Date(createdAtMs),
    importInfo: [...importInfo],
    warnings: [...warnings],
  };
}
