import type { Owner, Resource } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../list-page.js';
import type { UnitOfWork } from '../unit-of-work.js';
import { ResourceEntity } from './resource.entity.js';

/** The path tree of a RestApi. Whose the RestApi is is checked by `findOwned`, or by the lock that a write has taken before. */
export const resources = { find, findOwned, all, list, insert, update, remove };

const columns =
  'r.rest_api_id AS "restApiId", r.id, r.parent_id AS "parentId", r.path_part AS "pathPart", r.path';

async function find(uow: UnitOfWork, restApiId: string, id: string): Promise<Resource | undefined> {
  return (await uow.manager.findOneBy(ResourceEntity, { restApiId, id })) ?? undefined;
}

/** In one query with the check of the owner: an unknown RestApi and an unknown Resource look alike, as they do at AWS. */
async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  id: string,
): Promise<Resource | undefined> {
  const rows = await uow.manager.query<Resource[]>(
    `SELECT ${columns}
       FROM resources r JOIN rest_apis a ON a.id = r.rest_api_id
      WHERE r.rest_api_id = $1 AND r.id = $2 AND a.account_id = $3 AND a.region = $4`,
    [restApiId, id, owner.accountId, owner.region],
  );
  return rows[0];
}

/** The whole tree, by path. */
async function all(uow: UnitOfWork, restApiId: string): Promise<Resource[]> {
  // By hand: every write to a tree reads all of it, and making entities of 300 rows costs ten times the query.
  const rows = await uow.manager.query<Resource[]>(
    `SELECT ${columns} FROM resources r WHERE r.rest_api_id = $1`,
    [restApiId],
  );
  // By code unit, not by the database's collation: frozen definitions must come out alike everywhere.
  return rows.sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, restApiId: string, page: ListPage): Promise<Resource[]> {
  return uow.manager.find(ResourceEntity, {
    where: { restApiId, ...(page.after === null ? {} : { id: MoreThan(page.after) }) },
    order: { id: 'ASC' },
    take: page.count,
  });
}

/** Parents must come before their children. */
async function insert(uow: UnitOfWork, rows: readonly Resource[]): Promise<void> {
  if (rows.length > 0) await uow.manager.insert(ResourceEntity, [...rows]);
}

async function update(uow: UnitOfWork, resource: Resource): Promise<void> {
  const { restApiId, id, ...row } = resource;
  await uow.manager.update(ResourceEntity, { restApiId, id }, row);
}

/** Takes the subtree and its methods with it. */
async function remove(uow: UnitOfWork, restApiId: string, id: string): Promise<void> {
  await uow.manager.delete(ResourceEntity, { restApiId, id });
}
