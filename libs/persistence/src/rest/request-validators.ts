import type { Owner, RequestValidator } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import { ofOwner } from './of-owner.js';
import type { ListPage } from '../database/list-page.js';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { RequestValidatorEntity } from './request-validator.entity.js';

/**
 * RequestValidators of a RestApi. `findOwned` checks who owns the RestApi; for a write, the lock taken before
 * it does.
 */
export const requestValidators = { find, findOwned, all, list, insert, update, remove };

async function find(uow: UnitOfWork, restApiId: string, id: string): Promise<RequestValidator | undefined> {
  return (await repositoryOf(uow, RequestValidatorEntity).findOneBy({ restApiId, id })) ?? undefined;
}

async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  id: string,
): Promise<RequestValidator | undefined> {
  return (
    (await repositoryOf(uow, RequestValidatorEntity).findOneBy({
      restApiId: ofOwner(owner, restApiId),
      id,
    })) ?? undefined
  );
}

/** By id. */
async function all(uow: UnitOfWork, restApiId: string): Promise<RequestValidator[]> {
  return repositoryOf(uow, RequestValidatorEntity).find({ where: { restApiId }, order: { id: 'ASC' } });
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, restApiId: string, page: ListPage): Promise<RequestValidator[]> {
  return repositoryOf(uow, RequestValidatorEntity).find({
    where: { restApiId, ...(page.after === null ? {} : { id: MoreThan(page.after) }) },
    order: { id: 'ASC' },
    take: page.count,
  });
}

async function insert(uow: UnitOfWork, rows: readonly RequestValidator[]): Promise<void> {
  if (rows.length > 0) await repositoryOf(uow, RequestValidatorEntity).insert([...rows]);
}

async function update(uow: UnitOfWork, validator: RequestValidator): Promise<void> {
  const { restApiId, id, ...row } = validator;
  await repositoryOf(uow, RequestValidatorEntity).update({ restApiId, id }, row);
}

async function remove(uow: UnitOfWork, restApiId: string, id: string): Promise<void> {
  await repositoryOf(uow, RequestValidatorEntity).delete({ restApiId, id });
}
