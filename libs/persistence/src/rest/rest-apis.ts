import type {
  ApiKeySource,
  EndpointAccessMode,
  EndpointConfiguration,
  Owner,
  RestApi,
} from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { RestApiEntity } from './rest-api.entity.js';

/** RestApis of an owner. Every function but `findAnywhere` sees the given owner's only. */
export const restApis = { find, findAnywhere, lock, list, insert, update, remove };

/** All columns but the key and the owner, in the order of `valuesOf`. */
const columns = `name, description, version, created_at, api_key_source, binary_media_types,
  minimum_compression_size, disable_execute_api_endpoint, endpoint_configuration, security_policy,
  endpoint_access_mode, policy, root_resource_id, tags`;

const selected = `SELECT id, account_id AS "accountId", region, name, description, version, created_at AS "createdAt",
    api_key_source AS "apiKeySource", binary_media_types AS "binaryMediaTypes",
    minimum_compression_size AS "minimumCompressionSize",
    disable_execute_api_endpoint AS "disableExecuteApiEndpoint",
    endpoint_configuration AS "endpointConfiguration", security_policy AS "securityPolicy",
    endpoint_access_mode AS "endpointAccessMode", policy, root_resource_id AS "rootResourceId", tags
  FROM rest_apis`;

async function find(uow: UnitOfWork, { accountId, region }: Owner, id: string): Promise<RestApi | undefined> {
  const where = 'WHERE id = $1 AND account_id = $2 AND region = $3';
  return one(await query<RestApiEntity>(uow, `${selected} ${where}`, [id, accountId, region]));
}

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<RestApi | undefined> {
  return one(await query<RestApiEntity>(uow, `${selected} WHERE id = $1`, [id]));
}

/**
 * SELECT ... FOR UPDATE: every write at or below a RestApi takes this lock first, so such writes run one
 * after the other.
 */
async function lock(uow: UnitOfWork, { accountId, region }: Owner, id: string): Promise<RestApi | undefined> {
  const where = 'WHERE id = $1 AND account_id = $2 AND region = $3 FOR UPDATE';
  return one(await query<RestApiEntity>(uow, `${selected} ${where}`, [id, accountId, region]));
}

/** In the order of their ids. */
async function list(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  { after, count }: ListPage,
): Promise<RestApi[]> {
  const rows = await query<RestApiEntity>(
    uow,
    `${selected} WHERE account_id = $1 AND region = $2 AND id > $3 ORDER BY id LIMIT $4`,
    [accountId, region, after ?? '', count],
  );
  return rows.map(toRestApi);
}

async function insert(uow: UnitOfWork, restApi: RestApi): Promise<void> {
  await query(
    uow,
    `INSERT INTO rest_apis (id, account_id, region, ${columns})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    valuesOf(restApi),
  );
}

async function update(uow: UnitOfWork, restApi: RestApi): Promise<void> {
  await query(
    uow,
    `UPDATE rest_apis SET (${columns}) =
            ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
      WHERE id = $1 AND account_id = $2 AND region = $3`,
    valuesOf(restApi),
  );
}

/** Takes everything below with it: resources, methods, deployments, stages. Whether there was one. */
async function remove(uow: UnitOfWork, { accountId, region }: Owner, id: string): Promise<boolean> {
  const removed = await rowCount(
    uow,
    'DELETE FROM rest_apis WHERE id = $1 AND account_id = $2 AND region = $3',
    [id, accountId, region],
  );
  return removed === 1;
}

const one = ([row]: readonly RestApiEntity[]): RestApi | undefined => row && toRestApi(row);

function toRestApi(row: RestApiEntity): RestApi {
  const { accountId, region, createdAt, securityPolicy, endpointAccessMode, ...rest } = row;
  return {
    ...rest,
    owner: { accountId, region },
    createdAtMs: createdAt.getTime(),
    // Written by `valuesOf` only, so the stored values are the types' own.
    apiKeySource: rest.apiKeySource as ApiKeySource,
    endpointConfiguration: rest.endpointConfiguration as EndpointConfiguration,
    ...(securityPolicy !== null && { securityPolicy }),
    ...(endpointAccessMode !== null && { endpointAccessMode: endpointAccessMode as EndpointAccessMode }),
  };
}

function valuesOf(restApi: RestApi): unknown[] {
  return [
    restApi.id,
    restApi.owner.accountId,
    restApi.owner.region,
    restApi.name,
    restApi.description,
    restApi.version,
    new Date(restApi.createdAtMs),
    restApi.apiKeySource,
    restApi.binaryMediaTypes,
    restApi.minimumCompressionSize,
    restApi.disableExecuteApiEndpoint,
    JSON.stringify(restApi.endpointConfiguration),
    restApi.securityPolicy ?? null,
    restApi.endpointAccessMode ?? null,
    restApi.policy,
    restApi.rootResourceId,
    JSON.stringify(restApi.tags),
  ];
}
