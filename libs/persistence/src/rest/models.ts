import type { Model, Owner } from '#libs/api-definition';
import { In, MoreThan } from 'typeorm';
import { ofOwner } from './of-owner.js';
import type { ListPage } from '../database/list-page.js';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { ModelEntity } from './model.entity.js';

/**
 * Models of a RestApi, by name. `findOwned` checks who owns the RestApi; for a write, the lock taken before
 * it does.
 */
export const models = { find, findOwned, namesAmong, all, list, insert, update, remove };

async function find(uow: UnitOfWork, restApiId: string, name: string): Promise<Model | undefined> {
  return (await repositoryOf(uow, ModelEntity).findOneBy({ restApiId, name })) ?? undefined;
}

async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  name: string,
): Promise<Model | undefined> {
  return (
    (await repositoryOf(uow, ModelEntity).findOneBy({ restApiId: ofOwner(owner, restApiId), name })) ??
    undefined
  );
}

/** Which of the names the RestApi has models for. */
async function namesAmong(
  uow: UnitOfWork,
  restApiId: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const rows = await repositoryOf(uow, ModelEntity).find({
    select: { restApiId: true, name: true },
    where: { restApiId, name: In([...names]) },
  });
  return new Set(rows.map(({ name }) => name));
}

/** By name. */
async function all(uow: UnitOfWork, restApiId: string): Promise<Model[]> {
  return repositoryOf(uow, ModelEntity).find({ where: { restApiId }, order: { name: 'ASC' } });
}

/** In the order of their names. */
async function list(uow: UnitOfWork, restApiId: string, page: ListPage): Promise<Model[]> {
  return repositoryOf(uow, ModelEntity).find({
    where: { restApiId, ...(page.after === null ? {} : { name: MoreThan(page.after) }) },
    order: { name: 'ASC' },
    take: page.count,
  });
}

async function insert(uow: UnitOfWork, rows: readonly Model[]): Promise<void> {
  if (rows.length > 0) await repositoryOf(uow, ModelEntity).insert([...rows]);
}

async function update(uow: UnitOfWork, model: Model): Promise<void> {
  const { restApiId, name, ...row } = model;
  await repositoryOf(uow, ModelEntity).update({ restApiId, name }, row);
}

async function remove(uow: UnitOfWork, restApiId: string, name: string): Promise<void> {
  await repositoryOf(uow, ModelEntity).delete({ restApiId, name });
}
