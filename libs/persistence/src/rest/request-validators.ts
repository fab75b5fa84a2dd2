import type { Owner, RequestValidator } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import { findOwnedRow } from './find-owned-row.js';
import type { ListPage } from '../database/list-page.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { RequestValidatorEntity } from './request-validator.entity.js';

/** RequestValidators of a RestApi. Whose the RestApi is is checked by `findOwned`, or by the lock that a write has taken before. */
export const requestValidators = { find, findOwned, all, list, insert, update, remove };

async function find(uow: UnitOfWork, restApiId: string, id: string): Promise<RequestValidator | undefined> {
  return (await uow.manager.findOneBy(RequestValidatorEntity, { restApiId, id })) ?? undefined;
}

async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  id: string,
): Promise<RequestValidator | undefined> {
  return (await findOwnedRow(uow, RequestValidatorEntity, owner, { restApiId, id })) ?? undefined;
}

/** By id. */
async function all(uow: UnitOfWork, restApiId: string): Promise<RequestValidator[]> {
  return uow.manager.find(RequestValidatorEntity, { where: { restApiId }, order: { id: 'ASC' } });
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, restApiId: string, page: ListPage): Promise<RequestValidator[]> {
  return uow.manager.find(RequestValidatorEntity, {
    where: { restApiId, ...(page.after === null ? {} : { id: MoreThan(page.after) }) },
    order: { id: 'ASC' },
    take: page.count,
  });
}

async function insert(uow: UnitOfWork, rows: readonly RequestValidator[]): Promise<void> {
  if (rows.length > 0) await uow.manager.insert(RequestValidatorEntity, [...rows]);
}

async function update(uow: UnitOfWork, validator: RequestValidator): Promise<void> {
  const { restApiId, id, ...row } = validator;
  await uow.manager.update(RequestValidatorEntity, { restApiId, id }, row);
}

async function remove(uow: UnitOfWork, restApiId: string, id: string): Promise<void> {
  await uow.manager.delete(RequestValidatorEntity, { restApiId, id });
}
