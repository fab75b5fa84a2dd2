import type { Authorizer, AuthorizerKind, Owner } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import { ofOwner } from './of-owner.js';
import type { ListPage } from '../database/list-page.js';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { AuthorizerEntity } from './authorizer.entity.js';

/**
 * Authorizers of a RestApi. `findOwned` checks who owns the RestApi; for a write, the lock taken before it
 * does.
 */
export const authorizers = { find, findOwned, isNameTaken, all, list, insert, update, remove };

async function find(uow: UnitOfWork, restApiId: string, id: string): Promise<Authorizer | undefined> {
  return toAuthorizer(await repositoryOf(uow, AuthorizerEntity).findOneBy({ restApiId, id }));
}

async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  id: string,
): Promise<Authorizer | undefined> {
  return toAuthorizer(
    await repositoryOf(uow, AuthorizerEntity).findOneBy({ restApiId: ofOwner(owner, restApiId), id }),
  );
}

async function isNameTaken(uow: UnitOfWork, restApiId: string, name: string): Promise<boolean> {
  return repositoryOf(uow, AuthorizerEntity).existsBy({ restApiId, name });
}

/** By id. */
async function all(uow: UnitOfWork, restApiId: string): Promise<Authorizer[]> {
  const rows = await repositoryOf(uow, AuthorizerEntity).find({ where: { restApiId }, order: { id: 'ASC' } });
  return rows.map((row) => toAuthorizer(row));
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, restApiId: string, page: ListPage): Promise<Authorizer[]> {
  const rows = await repositoryOf(uow, AuthorizerEntity).find({
    where: { restApiId, ...(page.after === null ? {} : { id: MoreThan(page.after) }) },
    order: { id: 'ASC' },
    take: page.count,
  });
  return rows.map((row) => toAuthorizer(row));
}

async function insert(uow: UnitOfWork, rows: readonly Authorizer[]): Promise<void> {
  if (rows.length > 0) await repositoryOf(uow, AuthorizerEntity).insert(rows.map(toRow));
}

async function update(uow: UnitOfWork, authorizer: Authorizer): Promise<void> {
  const { restApiId, id, ...row } = toRow(authorizer);
  await repositoryOf(uow, AuthorizerEntity).update({ restApiId, id }, row);
}

async function remove(uow: UnitOfWork, restApiId: string, id: string): Promise<void> {
  await repositoryOf(uow, AuthorizerEntity).delete({ restApiId, id });
}

function toAuthorizer(row: AuthorizerEntity): Authorizer;
function toAuthorizer(row: AuthorizerEntity | null): Authorizer | undefined;
function toAuthorizer(row: AuthorizerEntity | null): Authorizer | undefined {
  // Written by `toRow` only, so the stored type is one of the types' own.
  return row ? { ...row, type: row.type as AuthorizerKind } : undefined;
}

const toRow = (authorizer: Authorizer) => ({
  ...authorizer,
  providerARNs: authorizer.providerARNs && [...authorizer.providerARNs],
});
