import { idLengths, type Owner, type TagTarget, type Tags } from '#libs/api-definition';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * Tags of whatever has them: one query, since a tag call knows its target by an ARN and needs no more of it.
 */
export const tagged = { get, lock, save };

async function get(uow: UnitOfWork, owner: Owner, target: TagTarget): Promise<Tags | undefined> {
  return read(uow, owner, target, '');
}

/** The tags, locked until the transaction ends. */
async function lock(uow: UnitOfWork, owner: Owner, target: TagTarget): Promise<Tags | undefined> {
  return read(uow, owner, target, 'FOR UPDATE');
}

/** After `lock`. */
async function save(uow: UnitOfWork, target: TagTarget, tags: Tags): Promise<void> {
  const { table, key, values } = placeOf(target);
  await query(uow, `UPDATE ${table} SET tags = $1 WHERE ${key}`, [JSON.stringify(tags), ...values]);
}

async function read(
  uow: UnitOfWork,
  owner: Owner,
  target: TagTarget,
  suffix: string,
): Promise<Tags | undefined> {
  const { table, key, values } = placeOf(target);
  const rows = await query<{ tags: Tags }>(
    uow,
    `SELECT tags FROM ${table} WHERE ${key} AND ${ownedBy(target, values.length + 2)} ${suffix}`,
    [owner.accountId, ...values, owner.region],
  );
  return rows[0]?.tags;
}

interface Place {
  readonly table:
    | 'rest_apis'
    | 'stages'
    | 'http_apis'
    | 'http_stages'
    | 'api_keys'
    | 'usage_plans'
    | 'client_certificates'
    | 'vpc_links'
    | 'http_vpc_links'
    | 'domain_names'
    | 'domain_name_access_associations';
  /** Condition over the values, which are $2 and on: $1 is the caller's of `placeOf`. */
  readonly key: string;
  readonly values: readonly string[];
}

function placeOf(target: TagTarget): Place {
  switch (target.kind) {
    case 'rest-api':
      return { table: 'rest_apis', key: 'id = $2', values: [target.id] };
    case 'stage':
      return {
        table: 'stages',
        key: 'rest_api_id = $2 AND stage_name = $3',
        values: [target.restApiId, target.stageName],
      };
    case 'http-api':
      return { table: 'http_apis', key: 'id = $2', values: [target.id] };
    case 'http-stage':
      return {
        table: 'http_stages',
        key: 'api_id = $2 AND stage_name = $3',
        values: [target.apiId, target.stageName],
      };
    case 'api-key':
      return { table: 'api_keys', key: 'id = $2', values: [target.id] };
    case 'usage-plan':
      return { table: 'usage_plans', key: 'id = $2', values: [target.id] };
    case 'client-certificate':
      return { table: 'client_certificates', key: 'id = $2', values: [target.id] };
    case 'vpc-link':
      // A link on its way out has no tags to change any more.
      return {
        table: target.id.length === idLengths.httpVpcLink ? 'http_vpc_links' : 'vpc_links',
        key: 'id = $2 AND deleting_since IS NULL',
        values: [target.id],
      };
    case 'domain-name':
      return target.domainNameId === null
        ? { table: 'domain_names', key: 'domain_name = $2 AND NOT private', values: [target.domainName] }
        : {
            table: 'domain_names',
            key: 'domain_name = $2 AND id = $3 AND private',
            values: [target.domainName, target.domainNameId],
          };
    case 'access-association':
      return { table: 'domain_name_access_associations', key: 'arn = $2', values: [target.arn] };
  }
}

/**
 * A stage is owned through its API. The account is $1, the region the last value, whose number is given.
 */
function ownedBy(target: TagTarget, last: number): string {
  const ofCaller = `account_id = $1 AND a.region = $${last}`;
  switch (target.kind) {
    case 'stage':
      return `EXISTS (SELECT FROM rest_apis a WHERE a.id = rest_api_id AND a.${ofCaller})`;
    case 'http-stage':
      return `EXISTS (SELECT FROM http_apis a WHERE a.id = api_id AND a.${ofCaller})`;
    default:
      return `account_id = $1 AND region = $${last}`;
  }
}
