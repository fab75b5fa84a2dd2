import {
  VPC_LINK_TRANSITION_MS,
  type Owner,
  type VpcLink,
  type VpcLinkReference,
} from '#libs/api-definition';
import { IsNull, MoreThan, type FindOptionsWhere } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { VpcLinkEntity } from './vpc-link.entity.js';

/**
 * VPC links of an owner. A link whose deletion has run its time is not seen any more; its row goes with the
 * next link that is made.
 */
export const vpcLinks = {
  find,
  findAnywhere,
  lock,
  hold,
  list,
  insert,
  update,
  removeGone,
  referencesTo,
};

async function find(uow: UnitOfWork, owner: Owner, id: string, nowMs: number): Promise<VpcLink | undefined> {
  const row = await repositoryOf(uow, VpcLinkEntity).findOneBy(seen({ ...ownedBy(owner), id }, nowMs));
  return row ? toVpcLink(row) : undefined;
}

/** Whoever owns it, and in whatever state it is. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<VpcLink | undefined> {
  const row = await repositoryOf(uow, VpcLinkEntity).findOneBy({ id });
  return row ? toVpcLink(row) : undefined;
}

/**
 * Those of the links that the owner has and that are to stay; nobody can delete them until the transaction
 * ends.
 */
async function hold(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await query<{ id: string }>(
    uow,
    `SELECT id FROM vpc_links WHERE id = ANY($1) AND account_id = $2 AND region = $3 AND deleting_since IS NULL
      ORDER BY id FOR KEY SHARE`,
    [ids, accountId, region],
  );
  return new Set(rows.map(({ id }) => id));
}

async function lock(uow: UnitOfWork, owner: Owner, id: string, nowMs: number): Promise<VpcLink | undefined> {
  const row = await repositoryOf(uow, VpcLinkEntity).findOne({
    where: seen({ ...ownedBy(owner), id }, nowMs),
    lock: { mode: 'pessimistic_write' },
  });
  return row ? toVpcLink(row) : undefined;
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, owner: Owner, page: ListPage, nowMs: number): Promise<VpcLink[]> {
  const after = page.after === null ? {} : { id: MoreThan(page.after) };
  const rows = await repositoryOf(uow, VpcLinkEntity).find({
    where: seen({ ...ownedBy(owner), ...after }, nowMs),
    order: { id: 'ASC' },
    take: page.count,
  });
  return rows.map(toVpcLink);
}

async function insert(uow: UnitOfWork, link: VpcLink): Promise<void> {
  await repositoryOf(uow, VpcLinkEntity).insert(toRow(link));
}

async function update(uow: UnitOfWork, link: VpcLink): Promise<void> {
  const { id, ...row } = toRow(link);
  await repositoryOf(uow, VpcLinkEntity).update({ id }, row);
}

/** No matter which account owned the links: all of them are gone. */
async function removeGone(uow: UnitOfWork, nowMs: number): Promise<void> {
  await query(uow, 'DELETE FROM vpc_links WHERE deleting_since <= $1', [lastGone(nowMs)]);
}

/**
 * The owner's methods that call through the link: of stages, as their deployments froze them, and as they are
 * defined now. A link that is named by a stage variable is not found, as with AWS (developer guide: private
 * integrations).
 */
async function referencesTo(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  id: string,
): Promise<VpcLinkReference[]> {
  return query<VpcLinkReference>(
    uow,
    `SELECT * FROM (
       SELECT a.id AS "restApiId", m ->> 'httpMethod' AS "httpMethod", m ->> 'resourceId' AS "resourceId",
              s.stage_name AS "stageName"
         FROM rest_apis a
         JOIN stages s ON s.rest_api_id = a.id
         JOIN deployments d ON d.rest_api_id = a.id
              AND (d.id = s.deployment_id OR d.id = s.canary_settings ->> 'deploymentId')
        CROSS JOIN LATERAL jsonb_array_elements(d.definition::jsonb -> 'methods') AS m
        WHERE a.account_id = $1 AND a.region = $2 AND strpos(d.definition, $4) > 0
          AND m -> 'methodIntegration' ->> 'connectionId' = $3
       UNION
       SELECT a.id, m.http_method, m.resource_id, NULL
         FROM rest_apis a
         JOIN methods m ON m.rest_api_id = a.id
        WHERE a.account_id = $1 AND a.region = $2 AND m.integration ->> 'connectionId' = $3) AS r
      ORDER BY 1, 4 NULLS LAST, 3, 2 LIMIT 20`,
    // The text is searched first: parsing every definition to find that nearly none has the link would take
    // long.
    [accountId, region, id, `"${id}"`],
  );
}

const lastGone = (nowMs: number): Date => new Date(nowMs - VPC_LINK_TRANSITION_MS);

const seen = (where: FindOptionsWhere<VpcLinkEntity>, nowMs: number): FindOptionsWhere<VpcLinkEntity>[] => [
  { ...where, deletingSince: IsNull() },
  { ...where, deletingSince: MoreThan(lastGone(nowMs)) },
];

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

function toVpcLink({ accountId, region, createdAt, deletingSince, ...row }: VpcLinkEntity): VpcLink {
  return {
    ...row,
    owner: { accountId, region },
    createdAtMs: createdAt.getTime(),
    deletingSinceMs: deletingSince?.getTime() ?? null,
    tags: row.tags as VpcLink['tags'],
  };
}

function toRow({ owner, createdAtMs, deletingSinceMs, ...link }: VpcLink) {
  return {
    ...link,
    ...ownedBy(owner),
    targetArns: [...link.targetArns],
    createdAt: new Date(createdAtMs),
    deletingSince: deletingSinceMs === null ? null : new Date(deletingSinceMs),
  };
}
