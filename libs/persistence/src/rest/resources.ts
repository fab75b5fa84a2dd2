import type { Owner, Resource } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * The path tree of a RestApi. `findOwned` checks who owns the RestApi; for a write, the lock taken before it
 * does.
 */
export const resources = { find, findOwned, all, listOwned, insert, update, remove };

const columns =
  'r.rest_api_id AS "restApiId", r.id, r.parent_id AS "parentId", r.path_part AS "pathPart", r.path';

async function find(uow: UnitOfWork, restApiId: string, id: string): Promise<Resource | undefined> {
  const rows = await query<Resource>(
    uow,
    `SELECT ${columns} FROM resources r WHERE r.rest_api_id = $1 AND r.id = $2`,
    [restApiId, id],
  );
  return rows[0];
}

/**
 * In one query with the check of the owner: an unknown RestApi and an unknown Resource look alike, as they do
 * at AWS.
 */
async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  id: string,
): Promise<Resource | undefined> {
  const found = await query<Resource>(
    uow,
    `SELECT ${columns}
       FROM resources r JOIN rest_apis a ON a.id = r.rest_api_id
      WHERE r.rest_api_id = $1 AND r.id = $2 AND a.account_id = $3 AND a.region = $4`,
    [restApiId, id, owner.accountId, owner.region],
  );
  return found[0];
}

/** The whole tree, by path. */
async function all(uow: UnitOfWork, restApiId: string): Promise<Resource[]> {
  const found = await query<Resource>(uow, `SELECT ${columns} FROM resources r WHERE r.rest_api_id = $1`, [
    restApiId,
  ]);
  // By code unit, not by the database's collation: frozen definitions must come out alike everywhere.
  return found.sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}

/** A resource, and the names of its methods in their order. */
export interface ListedResource extends Resource {
  readonly httpMethods: readonly string[];
}

/** In the order of their ids; none without such a RestApi of the owner. */
async function listOwned(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  restApiId: string,
  { after, count }: ListPage,
): Promise<ListedResource[]> {
  return query<ListedResource>(
    uow,
    `SELECT ${columns},
            ARRAY(SELECT m.http_method FROM methods m WHERE m.rest_api_id = r.rest_api_id AND m.resource_id = r.id
                   ORDER BY m.http_method COLLATE "C") AS "httpMethods"
       FROM resources r JOIN rest_apis a ON a.id = r.rest_api_id
      WHERE r.rest_api_id = $1 AND a.account_id = $2 AND a.region = $3 AND r.id > $4
      ORDER BY r.id LIMIT $5`,
    [restApiId, accountId, region, after ?? '', count],
  );
}

/** In one statement, so that they may come in any order. */
async function insert(uow: UnitOfWork, added: readonly Resource[]): Promise<void> {
  if (added.length === 0) return;
  await query(
    uow,
    `INSERT INTO resources (rest_api_id, id, parent_id, path_part, path)
     SELECT r.* FROM jsonb_to_recordset($1::jsonb)
         AS r ("restApiId" text, id text, "parentId" text, "pathPart" text, path text)`,
    [JSON.stringify(added)],
  );
}

async function update(uow: UnitOfWork, resource: Resource): Promise<void> {
  const { restApiId, id, parentId, pathPart, path } = resource;
  await query(
    uow,
    'UPDATE resources SET parent_id = $3, path_part = $4, path = $5 WHERE rest_api_id = $1 AND id = $2',
    [restApiId, id, parentId, pathPart, path],
  );
}

/** Takes the subtree and its methods with it. */
async function remove(uow: UnitOfWork, restApiId: string, id: string): Promise<void> {
  await query(uow, 'DELETE FROM resources WHERE rest_api_id = $1 AND id = $2', [restApiId, id]);
}
