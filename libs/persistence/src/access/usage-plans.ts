import type { Owner, UsagePlan } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { UsagePlanEntity } from './usage-plan.entity.js';

/**
 * Usage plans of an owner. Every function but `findAnywhere` and `dropStages` sees the given owner's only.
 */
export const usagePlans = {
  find,
  findAnywhere,
  lock,
  hold,
  list,
  insert,
  update,
  markQuotaChanged,
  remove,
  dropStages,
};

async function find(uow: UnitOfWork, owner: Owner, id: string): Promise<UsagePlan | undefined> {
  const row = await repositoryOf(uow, UsagePlanEntity).findOneBy({ ...ownedBy(owner), id });
  return row ? toUsagePlan(row) : undefined;
}

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<UsagePlan | undefined> {
  const row = await repositoryOf(uow, UsagePlanEntity).findOneBy({ id });
  return row ? toUsagePlan(row) : undefined;
}

/** SELECT ... FOR UPDATE. */
async function lock(uow: UnitOfWork, owner: Owner, id: string): Promise<UsagePlan | undefined> {
  const row = await repositoryOf(uow, UsagePlanEntity).findOne({
    where: { ...ownedBy(owner), id },
    lock: { mode: 'pessimistic_write' },
  });
  return row ? toUsagePlan(row) : undefined;
}

/**
 * SELECT ... FOR SHARE: nobody changes or deletes the plan until the transaction ends; any number may hold it
 * at once.
 */
async function hold(uow: UnitOfWork, owner: Owner, id: string): Promise<UsagePlan | undefined> {
  const row = await repositoryOf(uow, UsagePlanEntity).findOne({
    where: { ...ownedBy(owner), id },
    lock: { mode: 'pessimistic_read' },
  });
  return row ? toUsagePlan(row) : undefined;
}

/** In the order of their ids. `keyId`: only plans that the key is in. */
async function list(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  keyId: string | null,
  page: ListPage,
): Promise<UsagePlan[]> {
  const inPlan = 'EXISTS (SELECT FROM usage_plan_keys k WHERE k.usage_plan_id = p.id AND k.key_id = $5)';
  const rows = await query<UsagePlanEntity>(
    uow,
    `SELECT p.id, p.account_id AS "accountId", p.region, p.name, p.description, p.created_at AS "createdAt",
            p.api_stages AS "apiStages", p.throttle, p.quota, p.product_code AS "productCode", p.tags
       FROM usage_plans p
      WHERE p.account_id = $1 AND p.region = $2 AND p.id > $3 ${keyId === null ? '' : `AND ${inPlan}`}
      ORDER BY p.id LIMIT $4`,
    [accountId, region, page.after ?? '', page.count, ...(keyId === null ? [] : [keyId])],
  );
  return rows.map(toUsagePlan);
}

async function insert(uow: UnitOfWork, plan: UsagePlan): Promise<void> {
  await repositoryOf(uow, UsagePlanEntity).insert(toRow(plan));
  const { accountId, region } = plan.owner;
  await query(uow, `INSERT INTO usage_plan_owners VALUES ($1, $2, $3)`, [plan.id, accountId, region]);
}

async function update(uow: UnitOfWork, plan: UsagePlan): Promise<void> {
  const { id, ...row } = toRow(plan);
  await repositoryOf(uow, UsagePlanEntity).update({ ...ownedBy(plan.owner), id }, row);
}

/** Its quota counts by another period from now on: what its keys used in it is counted anew from the days. */
async function markQuotaChanged(uow: UnitOfWork, id: string): Promise<void> {
  await query(uow, `UPDATE usage_plans SET quota_changed_at = clock_timestamp() WHERE id = $1`, [id]);
}

/** Takes its keys out of it; the keys themselves stay. */
async function remove(uow: UnitOfWork, owner: Owner, id: string): Promise<void> {
  await repositoryOf(uow, UsagePlanEntity).delete({ ...ownedBy(owner), id });
}

/**
 * Takes a Stage that is gone (or, with null, every Stage of a RestApi that is gone) out of the plans that
 * cover it; returns the ids of these plans, to be published. Call it after the Stage was deleted in the same
 * transaction: a plan that is adding the Stage holds it until its own change is committed, so the delete
 * waits and this then sees the plan.
 */
async function dropStages(uow: UnitOfWork, restApiId: string, stageName: string | null): Promise<string[]> {
  const gone = JSON.stringify([stageName === null ? { restApiId } : { restApiId, stageName }]);
  const rows = await query<{ id: string }>(
    uow,
    `WITH dropped AS (
       UPDATE usage_plans SET api_stages = COALESCE(
           (SELECT jsonb_agg(s ORDER BY n) FROM jsonb_array_elements(api_stages) WITH ORDINALITY AS e (s, n)
             WHERE NOT jsonb_build_array(s) @> $1::jsonb), '[]')
        WHERE api_stages @> $1::jsonb RETURNING id)
     SELECT id FROM dropped ORDER BY id`,
    [gone],
  );
  return rows.map(({ id }) => id);
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

function toUsagePlan({ accountId, region, createdAt, ...row }: UsagePlanEntity): UsagePlan {
  // The jsonb members are written by `toRow` only, so they have the types' own shape.
  return { ...row, owner: { accountId, region }, createdAtMs: createdAt.getTime() } as UsagePlan;
}

function toRow({ owner, createdAtMs, ...plan }: UsagePlan) {
  return {
    ...plan,
    ...ownedBy(owner),
    createdAt: new Date(createdAtMs),
    apiStages: [...plan.apiStages],
  };
}
