import type { Integration, Method, Owner } from '#libs/api-definition';
import { In } from 'typeorm';
import { rows } from '../database/rows.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { MethodEntity } from './method.entity.js';

/** Methods with all that hangs on them: responses and integration are read and written whole, in one row. */
export const methods = { find, findBelow, all, namesOf, ofResources, insert, update, remove };

async function find(
  uow: UnitOfWork,
  restApiId: string,
  resourceId: string,
  httpMethod: string,
): Promise<Method | undefined> {
  const [row] = await rows.select(uow, MethodEntity, { where: { restApiId, resourceId, httpMethod } });
  return row ? toMethod(row) : undefined;
}

/**
 * One method and, in the same query, whether there is anything it could belong to: undefined without such a resource in a RestApi of the
 * owner, null when only the method is not there.
 */
async function findBelow(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, resourceId, httpMethod }: Pick<Method, 'restApiId' | 'resourceId'> & { httpMethod: string },
): Promise<Method | null | undefined> {
  const found = await uow.manager.query<(Record<keyof Method, unknown> | { readonly httpMethod: null })[]>(
    `SELECT r.rest_api_id AS "restApiId", r.id AS "resourceId", m.http_method AS "httpMethod",
            m.authorization_type AS "authorizationType", m.authorizer_id AS "authorizerId",
            m.authorization_scopes AS "authorizationScopes", m.api_key_required AS "apiKeyRequired",
            m.operation_name AS "operationName", m.request_validator_id AS "requestValidatorId",
            m.request_parameters AS "requestParameters", m.request_models AS "requestModels",
            m.method_responses AS "methodResponses", m.integration AS "methodIntegration"
       FROM resources r
       JOIN rest_apis a ON a.id = r.rest_api_id
       LEFT JOIN methods m ON m.rest_api_id = r.rest_api_id AND m.resource_id = r.id AND m.http_method = $3
      WHERE r.rest_api_id = $1 AND r.id = $2 AND a.account_id = $4 AND a.region = $5`,
    [restApiId, resourceId, httpMethod, owner.accountId, owner.region],
  );
  const [row] = found;
  if (!row) return undefined;
  // Written by `toRow` only, so what is stored has the type's own shape.
  return row.httpMethod === null ? null : (row as Method);
}

/** Every method of a RestApi, by resource and name. */
async function all(uow: UnitOfWork, restApiId: string): Promise<Method[]> {
  const found = await rows.select(uow, MethodEntity, { where: { restApiId } });
  return found.map(toMethod).sort(byResourceAndName);
}

/** Only which methods there are: `[resource id, method name]`, for answers that show no more. */
async function namesOf(
  uow: UnitOfWork,
  restApiId: string,
  resourceIds: readonly string[],
): Promise<readonly (readonly [resourceId: string, httpMethod: string])[]> {
  if (resourceIds.length === 0) return [];
  const found = await uow.manager.query<{ resource_id: string; http_method: string }[]>(
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
  const found = await uow.manager.findBy(MethodEntity, { restApiId, resourceId: In([...resourceIds]) });
  return found.map(toMethod).sort(byResourceAndName);
}

async function insert(uow: UnitOfWork, added: readonly Method[]): Promise<void> {
  const [first, ...others] = added;
  if (first && others.length === 0) await rows.insert(uow, MethodEntity, toRow(first));
  else if (first) await uow.manager.insert(MethodEntity, added.map(toRow));
}

async function update(uow: UnitOfWork, method: Method): Promise<void> {
  const { restApiId, resourceId, httpMethod, ...row } = toRow(method);
  await rows.update(uow, MethodEntity, { restApiId, resourceId, httpMethod }, row);
}

async function remove(
  uow: UnitOfWork,
  restApiId: string,
  resourceId: string,
  httpMethod: string,
): Promise<void> {
  await uow.manager.delete(MethodEntity, { restApiId, resourceId, httpMethod });
}

function byResourceAndName(one: Method, other: Method): number {
  if (one.resourceId !== other.resourceId) return one.resourceId < other.resourceId ? -1 : 1;
  return one.httpMethod < other.httpMethod ? -1 : 1;
}

function toMethod({ integration, ...row }: MethodEntity): Method {
  // Written by `toRow` only, so what is stored has the types' own shape.
  return { ...row, methodIntegration: integration as Integration | null } as Method;
}

function toRow({ methodIntegration, ...method }: Method) {
  return {
    ...method,
    authorizationScopes: method.authorizationScopes && [...method.authorizationScopes],
    integration: methodIntegration,
  };
}
