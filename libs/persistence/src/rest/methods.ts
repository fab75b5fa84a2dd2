import type { Method, Owner } from '#libs/api-definition';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * Methods with all that hangs on them: responses and integration are read and written whole, in one row.
 * Their maps keep the order of their members, which exports show.
 */
export const methods = { find, findBelow, all, namesOf, ofResources, insert, update, remove };

const columns = `m.http_method AS "httpMethod", m.authorization_type AS "authorizationType",
  m.authorizer_id AS "authorizerId", m.authorization_scopes AS "authorizationScopes",
  m.api_key_required AS "apiKeyRequired", m.operation_name AS "operationName",
  m.request_validator_id AS "requestValidatorId", m.request_parameters AS "requestParameters",
  m.request_models AS "requestModels", m.method_responses AS "methodResponses",
  m.integration AS "methodIntegration"`;

// What is stored was written from a Method, so it has the type's own shape.
const selected = `SELECT m.rest_api_id AS "restApiId", m.resource_id AS "resourceId", ${columns} FROM methods m`;

async function find(
  uow: UnitOfWork,
  restApiId: string,
  resourceId: string,
  httpMethod: string,
): Promise<Method | undefined> {
  const rows = await query<Method>(
    uow,
    `${selected} WHERE m.rest_api_id = $1 AND m.resource_id = $2 AND m.http_method = $3`,
    [restApiId, resourceId, httpMethod],
  );
  return rows[0];
}

/**
 * One method and, in the same query, whether there is anything it could belong to: undefined without such a
 * resource in a RestApi of the owner, null when only the method is not there.
 */
async function findBelow(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, resourceId, httpMethod }: Pick<Method, 'restApiId' | 'resourceId'> & { httpMethod: string },
): Promise<Method | null | undefined> {
  const [row] = await query<Method | { readonly httpMethod: null }>(
    uow,
    `SELECT r.rest_api_id AS "restApiId", r.id AS "resourceId", ${columns}
       FROM resources r
       JOIN rest_apis a ON a.id = r.rest_api_id
       LEFT JOIN methods m ON m.rest_api_id = r.rest_api_id AND m.resource_id = r.id AND m.http_method = $3
      WHERE r.rest_api_id = $1 AND r.id = $2 AND a.account_id = $4 AND a.region = $5`,
    [restApiId, resourceId, httpMethod, owner.accountId, owner.region],
  );
  if (!row) return undefined;
  return row.httpMethod === null ? null : row;
}

/** Every method of a RestApi, by resource and name. */
async function all(uow: UnitOfWork, restApiId: string): Promise<Method[]> {
  return (await query<Method>(uow, `${selected} WHERE m.rest_api_id = $1`, [restApiId])).sort(
    byResourceAndName,
  );
}

/** Only which methods there are: `[resource id, method name]`, for responses that show no more. */
async function namesOf(
  uow: UnitOfWork,
  restApiId: string,
  resourceIds: readonly string[],
): Promise<readonly (readonly [resourceId: string, httpMethod: string])[]> {
  if (resourceIds.length === 0) return [];
  const found = await query<{ resource_id: string; http_method: string }>(
    uow,
    `SELECT resource_id, http_method FROM methods
      WHERE rest_api_id = $1 AND resource_id = ANY($2) ORDER BY http_method COLLATE "C"`,
    [restApiId, resourceIds],
  );
  return found.map((row) => [row.resource_id, row.http_method]);
}

async function ofResources(
  uow: UnitOfWork,
  restApiId: string,
  resourceIds: readonly string[],
): Promise<Method[]> {
  if (resourceIds.length === 0) return [];
  const where = 'WHERE m.rest_api_id = $1 AND m.resource_id = ANY($2)';
  return (await query<Method>(uow, `${selected} ${where}`, [restApiId, resourceIds])).sort(byResourceAndName);
}

async function insert(uow: UnitOfWork, added: readonly Method[]): Promise<void> {
  if (added.length === 0) return;
  await query(
    uow,
    `INSERT INTO methods (rest_api_id, resource_id, http_method, authorization_type, authorizer_id,
                          authorization_scopes, api_key_required, operation_name, request_validator_id,
                          request_parameters, request_models, method_responses, integration)
     SELECT m.* FROM json_to_recordset($1::json)
         AS m ("restApiId" text, "resourceId" text, "httpMethod" text, "authorizationType" text,
               "authorizerId" text, "authorizationScopes" text[], "apiKeyRequired" boolean,
               "operationName" text, "requestValidatorId" text, "requestParameters" json,
               "requestModels" json, "methodResponses" json, "methodIntegration" json)`,
    [JSON.stringify(added)],
  );
}

async function update(uow: UnitOfWork, method: Method): Promise<void> {
  await query(
    uow,
    `UPDATE methods
        SET authorization_type = $4, authorizer_id = $5, authorization_scopes = $6, api_key_required = $7,
            operation_name = $8, request_validator_id = $9, request_parameters = $10, request_models = $11,
            method_responses = $12, integration = $13
      WHERE rest_api_id = $1 AND resource_id = $2 AND http_method = $3`,
    [
      method.restApiId,
      method.resourceId,
      method.httpMethod,
      method.authorizationType,
      method.authorizerId,
      method.authorizationScopes,
      method.apiKeyRequired,
      method.operationName,
      method.requestValidatorId,
      jsonOf(method.requestParameters),
      jsonOf(method.requestModels),
      jsonOf(method.methodResponses),
      jsonOf(method.methodIntegration),
    ],
  );
}

async function remove(
  uow: UnitOfWork,
  restApiId: string,
  resourceId: string,
  httpMethod: string,
): Promise<void> {
  await query(uow, 'DELETE FROM methods WHERE rest_api_id = $1 AND resource_id = $2 AND http_method = $3', [
    restApiId,
    resourceId,
    httpMethod,
  ]);
}

const jsonOf = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

function byResourceAndName(one: Method, other: Method): number {
  if (one.resourceId !== other.resourceId) return one.resourceId < other.resourceId ? -1 : 1;
  return one.httpMethod < other.httpMethod ? -1 : 1;
}
