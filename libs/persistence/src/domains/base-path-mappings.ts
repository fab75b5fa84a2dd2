import type { BasePathMapping } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { BasePathMappingEntity } from './base-path-mapping.entity.js';

/**
 * What the base paths of a domain lead to. The caller has checked who owns the domain; writes come under the
 * domain's lock.
 */
export const basePathMappings = {
  find,
  findById,
  list,
  all,
  insert,
  replace,
  remove,
  domainsOf,
  leadsToOthers,
};

async function find(
  uow: UnitOfWork,
  domainId: string,
  basePath: string,
): Promise<BasePathMapping | undefined> {
  return (await repositoryOf(uow, BasePathMappingEntity).findOneBy({ domainId, basePath })) ?? undefined;
}

async function findById(uow: UnitOfWork, domainId: string, id: string): Promise<BasePathMapping | undefined> {
  return (await repositoryOf(uow, BasePathMappingEntity).findOneBy({ domainId, id })) ?? undefined;
}

/** By base path. */
async function list(uow: UnitOfWork, domainId: string, page: ListPage): Promise<BasePathMapping[]> {
  return repositoryOf(uow, BasePathMappingEntity).find({
    where: { domainId, ...(page.after === null ? {} : { basePath: MoreThan(page.after) }) },
    order: { basePath: 'ASC' },
    take: page.count,
  });
}

/** Every one, by base path. */
async function all(uow: UnitOfWork, domainId: string): Promise<BasePathMapping[]> {
  return repositoryOf(uow, BasePathMappingEntity).find({ where: { domainId }, order: { basePath: 'ASC' } });
}

async function insert(uow: UnitOfWork, mapping: BasePathMapping): Promise<void> {
  await repositoryOf(uow, BasePathMappingEntity).insert(mapping);
}

/** In place of the one at a base path, which may be another than the mapping's. */
async function replace(uow: UnitOfWork, basePath: string, mapping: BasePathMapping): Promise<void> {
  await remove(uow, mapping.domainId, basePath);
  await insert(uow, mapping);
}

/** Whether there was one. */
async function remove(uow: UnitOfWork, domainId: string, basePath: string): Promise<boolean> {
  return (await repositoryOf(uow, BasePathMappingEntity).delete({ domainId, basePath })).affected === 1;
}

/**
 * The domains that lead to the RestApi or, with a name, to that stage of it, by a mapping or a routing rule;
 * each once, in their order.
 */
async function domainsOf(uow: UnitOfWork, restApiId: string, stage?: string): Promise<readonly string[]> {
  const rows = await query<{ domain_name: string }>(
    uow,
    `SELECT DISTINCT d.domain_name
       FROM (SELECT domain_id, rest_api_id, stage FROM base_path_mappings
             UNION SELECT domain_id, rest_api_id, stage FROM routing_rules) m
       JOIN domain_names d ON d.id = m.domain_id
      WHERE m.rest_api_id = $1 AND ($2::text IS NULL OR m.stage = $2) ORDER BY d.domain_name`,
    [restApiId, stage ?? null],
  );
  return rows.map(({ domain_name }) => domain_name);
}

/**
 * Whether the domain leads, by a mapping or a routing rule with another id, to an API that is a WebSocket API
 * as the asker's is not, or the other way round.
 */
async function leadsToOthers(
  uow: UnitOfWork,
  { domainId, id }: Pick<BasePathMapping, 'domainId' | 'id'>,
  isWebSocket: boolean,
): Promise<boolean> {
  const rows = await query<{ found: boolean }>(
    uow,
    `SELECT EXISTS (
       SELECT 1
         FROM (SELECT domain_id, id, rest_api_id FROM base_path_mappings
               UNION ALL SELECT domain_id, id, rest_api_id FROM routing_rules) m
         LEFT JOIN http_apis a ON a.id = m.rest_api_id
        WHERE m.domain_id = $1 AND m.id <> $2 AND (coalesce(a.protocol_type, '') = 'WEBSOCKET') <> $3
     ) AS found`,
    [domainId, id, isWebSocket],
  );
  return rows[0]!.found;
}
