import type { Model, Owner } from '#libs/api-definition';
import { In, MoreThan } from 'typeorm';
import { findOwnedRow } from './find-owned-row.js';
import type { ListPage } from '../database/list-page.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { ModelEntity } from './model.entity.js';

/** Models of a RestApi, by name. Whose the RestApi is is checked by `findOwned`, or by the lock that a write has taken before. */
export const models = { find, findOwned, namesAmong, all, list, insert, update, remove };

async function find(uow: UnitOfWork, restApiId: string, name: string): Promise<Model | undefined> {
  return (await uow.manager.findOneBy(ModelEntity, { restApiId, name })) ?? undefined;
}

async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  name: string,
): Promise<Model | undefined> {
  return (await findOwnedRow(uow, ModelEntity, owner, { restApiId, name })) ?? undefined;
}

/** Which of the names the RestApi has models for. */
async function namesAmong(
  uow: UnitOfWork,
  restApiId: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const rows = await uow.manager.find(ModelEntity, {
    select: { restApiId: true, name: true },
    where: { restApiId, name: In([...names]) },
  });
  return new Set(rows.map(({ name }) => name));
}

/** By name. */
async function all(uow: UnitOfWork, restApiId: string): Promise<Model[]> {
  return uow.manager.find(ModelEntity, { where: { restApiId }, order: { name: 'ASC' } });
}

/** In the order of their names. */
async function list(uow: UnitOfWork, restApiId: string, page: ListPage): Promise<Model[]> {
  return uow.manager.find(ModelEntity, {
    where: { restApiId, ...(page.after === null ? {} : { name: MoreThan(page.after) }) },
    order: { name: 'ASC' },
    take: page.count,
  });
}

async function insert(uow: UnitOfWork, rows: readonly Model[]): Promise<void> {
  if (rows.length > 0) await uow.manager.insert(ModelEntity, [...rows]);
}

async function update(uow: UnitOfWork, model: Model): Promise<void> {
  const { restApiId, name, ...row } = model;
  await uow.manager.update(ModelEntity, { restApiId, name }, row);
}

async function remove(uow: UnitOfWork, restApiId: string, name: string): Promise<void> {
  await uow.manager.delete(ModelEntity, { restApiId, name });
}
