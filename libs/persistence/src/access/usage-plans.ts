import type { Owner, UsagePlan } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { UsagePlanEntity } from './usage-plan.entity.js';

/** Usage plans of an owner. Every function but `findAnywhere` and `dropStages` sees the given owner's only. */
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
  const row = await uow.manager.findOneBy(UsagePlanEntity, { ...ownedBy(owner), id });
  return row ? toUsagePlan(row) : undefined;
}

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<UsagePlan | undefined> {
  const row = await uow.manager.findOneBy(UsagePlanEntity, { id });
  return row ? toUsagePlan(row) : undefined;
}

/** SELECT ... FOR UPDATE. */
async function lock(uow: UnitOfWork, owner: Owner, id: string): Promise<UsagePlan | undefined> {
  const row = await uow.manager.findOne(UsagePlanEntity, {
    where: { ...ownedBy(owner), id },
    lock: { mode: 'pessimistic_write' },
  });
  return row ? toUsagePlan(row) : undefined;
}

/** SELECT ... FOR SHARE: nobody changes or deletes the plan until the transaction ends; any number may hold it at once. */
async function hold(uow: UnitOfWork, owner: Owner, id: string): Promise<UsagePlan | undefined> {
  const row = await uow.manager.findOne(UsagePlanEntity, {
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
  const query = uow.manager
    .createQueryBuilder(UsagePlanEntity, 'p')
    .where('p.accountId = :accountId AND p.region = :region', { accountId, region });
  if (page.after !== null) query.andWhere('p.id > :after', { after: page.after });
  if (keyId !== null) {
    query.andWhere(
      'EXISTS (SELECT 1 FROM usage_plan_keys k WHERE k.usage_plan_id = p.id AND k.key_id = :keyId)',
      { keyId },
    );
  }
  const rows = await query.orderBy('p.id', 'ASC').take(page.count).getMany();
  return rows.map(toUsagePlan);
}

async function insert(uow: UnitOfWork, plan: UsagePlan): Promise<void> {
  await uow.manager.insert(UsagePlanEntity, toRow(plan));
  const { accountId, region } = plan.owner;
  await uow.manager.query(`INSERT INTO usage_plan_owners VALUES ($1, $2, $3)`, [plan.id, accountId, region]);
}

async function update(uow: UnitOfWork, plan: UsagePlan): Promise<void> {
  const { id, ...row } = toRow(plan);
  await uow.manager.update(UsagePlanEntity, { ...ownedBy(plan.owner), id }, row);
}

/** Its quota counts by another period from now on: what its keys used in it is counted anew from the days. */
async function markQuotaChanged(uow: UnitOfWork, id: string): Promise<void> {
  await uow.manager.query(`UPDATE usage_plans SET quota_changed_at = clock_timestamp() WHERE id = $1`, [id]);
}

/** Takes its keys out of it; the keys themselves stay. */
async function remove(uow: UnitOfWork, owner: Owner, id: string): Promise<void> {
  await uow.manager.delete(UsagePlanEntity, { ...ownedBy(owner), id });
}

/**
 * Takes a Stage that is gone (or, with null, every Stage of a RestApi that is gone) out of the plans that cover it; returns the ids of
 * these plans, to be published. Call it after the Stage was deleted in the same transaction: a plan that is adding the Stage holds it
 * until its own change is committed, so the delete waits and this then sees the plan.
 */
async function dropStages(uow: UnitOfWork, restApiId: string, stageName: string | null): Promise<string[]> {
  const gone = JSON.stringify([stageName === null ? { restApiId } : { restApiId, stageName }]);
  // UPDATE ... RETURNING gives [rows, count] through TypeORM; the SELECT around it gives the rows.
  const rows = await uow.manager.query<{ id: string }[]>(
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
