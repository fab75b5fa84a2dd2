import {
  VPC_LINK_TRANSITION_MS,
  type HttpVpcLink,
  type HttpVpcLinkReference,
  type Owner,
} from '#libs/api-definition';
import { IsNull, MoreThan, type FindOptionsWhere } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { HttpVpcLinkEntity } from './http-vpc-link.entity.js';

/**
 * VPC links of version 2. A link whose deletion has run its time is not seen any more; its row goes with the
 * next link that is made. Gateways need to know nothing of them: what an integration reaches stands in its
 * own URI.
 */
export const httpVpcLinks = { find, lock, hold, list, insert, update, removeGone, referencesTo };

async function find(
  uow: UnitOfWork,
  owner: Owner,
  vpcLinkId: string,
  nowMs: number,
): Promise<HttpVpcLink | undefined> {
  const where = seen({ ...ownedBy(owner), vpcLinkId }, nowMs);
  const row = await repositoryOf(uow, HttpVpcLinkEntity).findOneBy(where);
  return row ? toLink(row) : undefined;
}

async function lock(
  uow: UnitOfWork,
  owner: Owner,
  vpcLinkId: string,
  nowMs: number,
): Promise<HttpVpcLink | undefined> {
  const row = await repositoryOf(uow, HttpVpcLinkEntity).findOne({
    where: seen({ ...ownedBy(owner), vpcLinkId }, nowMs),
    lock: { mode: 'pessimistic_write' },
  });
  return row ? toLink(row) : undefined;
}

/** Whether the owner has the link and it is to stay; nobody can delete it until the transaction ends. */
async function hold(uow: UnitOfWork, { accountId, region }: Owner, vpcLinkId: string): Promise<boolean> {
  const rows = await query<unknown>(
    uow,
    `SELECT 1 FROM http_vpc_links WHERE id = $1 AND account_id = $2 AND region = $3 AND deleting_since IS NULL
      FOR KEY SHARE`,
    [vpcLinkId, accountId, region],
  );
  return rows.length > 0;
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, owner: Owner, page: ListPage, nowMs: number): Promise<HttpVpcLink[]> {
  const after = page.after === null ? {} : { vpcLinkId: MoreThan(page.after) };
  const rows = await repositoryOf(uow, HttpVpcLinkEntity).find({
    where: seen({ ...ownedBy(owner), ...after }, nowMs),
    order: { vpcLinkId: 'ASC' },
    take: page.count,
  });
  return rows.map(toLink);
}

async function insert(uow: UnitOfWork, link: HttpVpcLink): Promise<void> {
  await repositoryOf(uow, HttpVpcLinkEntity).insert(toRow(link));
}

async function update(uow: UnitOfWork, link: HttpVpcLink): Promise<void> {
  const { vpcLinkId, ...row } = toRow(link);
  await repositoryOf(uow, HttpVpcLinkEntity).update({ vpcLinkId }, row);
}

/** No matter which account owned the links: all of them are gone. */
async function removeGone(uow: UnitOfWork, nowMs: number): Promise<void> {
  await query(uow, 'DELETE FROM http_vpc_links WHERE deleting_since <= $1', [lastGone(nowMs)]);
}

/**
 * Integrations of the owner's HTTP APIs that call through the link, and of WebSocket APIs through one of
 * version 1, as they are defined now and as their stages serve them, by the routes that have them.
 */
async function referencesTo(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  vpcLinkId: string,
): Promise<HttpVpcLinkReference[]> {
  return query<HttpVpcLinkReference>(
    uow,
    `SELECT * FROM (
       SELECT coalesce(i.integration_method, '-') AS "integrationMethod",
              coalesce(r.route_id, i.integration_id) AS "routeId"
         FROM http_apis a
         JOIN http_integrations i ON i.api_id = a.id
         LEFT JOIN http_routes r ON r.api_id = a.id AND r.target = 'integrations/' || i.integration_id
        WHERE a.account_id = $1 AND a.region = $2 AND i.connection_id = $3
       UNION
       SELECT coalesce(i ->> 'integrationMethod', '-'), coalesce(r ->> 'routeId', i ->> 'integrationId')
         FROM http_apis a
         JOIN http_stages s ON s.api_id = a.id
         JOIN http_deployments d ON d.api_id = a.id AND d.deployment_id = s.deployment_id
        CROSS JOIN LATERAL jsonb_array_elements(d.definition::jsonb -> 'integrations') AS i
         LEFT JOIN LATERAL jsonb_array_elements(d.definition::jsonb -> 'routes') AS r
           ON r ->> 'target' = 'integrations/' || (i ->> 'integrationId')
        WHERE a.account_id = $1 AND a.region = $2 AND strpos(d.definition, $4) > 0
          AND i ->> 'connectionId' = $3) AS found
      ORDER BY 2, 1 LIMIT 20`,
    // The text is searched first, as for links of version 1.
    [accountId, region, vpcLinkId, `"${vpcLinkId}"`],
  );
}

const lastGone = (nowMs: number): Date => new Date(nowMs - VPC_LINK_TRANSITION_MS);

const seen = (
  where: FindOptionsWhere<HttpVpcLinkEntity>,
  nowMs: number,
): FindOptionsWhere<HttpVpcLinkEntity>[] => [
  { ...where, deletingSince: IsNull() },
  { ...where, deletingSince: MoreThan(lastGone(nowMs)) },
];

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

function toLink({ accountId, region, createdAt, deletingSince, ...row }: HttpVpcLinkEntity): HttpVpcLink {
  return {
    ...row,
    owner: { accountId, region },
    createdAtMs: createdAt.getTime(),
    deletingSinceMs: deletingSince?.getTime() ?? null,
    tags: row.tags as HttpVpcLink['tags'],
  };
}

function toRow({ owner, createdAtMs, deletingSinceMs, ...link }: HttpVpcLink) {
  return {
    ...link,
    ...ownedBy(owner),
    subnetIds: [...link.subnetIds],
    securityGroupIds: [...link.securityGroupIds],
    createdAt: new Date(createdAtMs),
    deletingSince: deletingSinceMs === null ? null : new Date(deletingSinceMs),
  };
}
