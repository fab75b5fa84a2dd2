import type { ApiStage, Owner } from '#libs/api-definition';
import type { ApiKeyEntity } from './api-key.entity.js';
import { apiKeyColumns } from './api-keys.js';
import { toStoredApiKey, type StoredApiKey } from './stored-api-key.js';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { UsagePlanKeyEntity } from './usage-plan-key.entity.js';

/** Which keys are in which usage plans. */
export const usagePlanKeys = {
  find,
  list,
  insert,
  remove,
  keyIdsOf,
  planIdsOf,
  meetsElsewhere,
  keyMeetingElsewhere,
  lockMembership,
};

async function find(
  uow: UnitOfWork,
  owner: Owner,
  usagePlanId: string,
  keyId: string,
): Promise<StoredApiKey | undefined> {
  const filter = { namePrefix: null, keyId };
  return (await select(uow, owner, usagePlanId, filter, { after: null, count: 1 }))[0];
}

/** The keys of a plan, the one added last first. A plan that does not exist has none. */
async function list(
  uow: UnitOfWork,
  owner: Owner,
  usagePlanId: string,
  namePrefix: string | null,
  page: ListPage,
): Promise<StoredApiKey[]> {
  return select(uow, owner, usagePlanId, { namePrefix, keyId: null }, page);
}

async function select(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  usagePlanId: string,
  filter: { readonly namePrefix: string | null; readonly keyId: string | null },
  page: ListPage,
): Promise<StoredApiKey[]> {
  const { namePrefix, keyId } = filter;
  const values: unknown[] = [usagePlanId, accountId, region];
  const conditions = ['m.usage_plan_id = $1', 'k.account_id = $2', 'k.region = $3'];
  const add = (condition: string, value: unknown) => conditions.push(`${condition} $${values.push(value)}`);
  if (keyId !== null) add('k.id =', keyId);
  if (namePrefix !== null) add('k.name ^@', namePrefix);
  if (page.after !== null) add('m.ordinal <', page.after);
  const rows = await query<ApiKeyEntity & { readonly position: string }>(
    uow,
    `SELECT ${apiKeyColumns}, m.ordinal AS position FROM usage_plan_keys m JOIN api_keys k ON k.id = m.key_id
      WHERE ${conditions.join(' AND ')} ORDER BY m.ordinal DESC LIMIT $${values.push(page.count)}`,
    values,
  );
  return rows.map(({ position, ...row }) => toStoredApiKey(row, position));
}

/** False when the key is in the plan already. Plan and key must exist and be held by the caller. */
async function insert(uow: UnitOfWork, usagePlanId: string, keyId: string): Promise<boolean> {
  const rows = await query<unknown>(
    uow,
    'INSERT INTO usage_plan_keys (usage_plan_id, key_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
    [usagePlanId, keyId],
  );
  return rows.length > 0;
}

/** Whether the key was in the plan. */
async function remove(uow: UnitOfWork, usagePlanId: string, keyId: string): Promise<boolean> {
  return (await repositoryOf(uow, UsagePlanKeyEntity).delete({ usagePlanId, keyId })).affected === 1;
}

async function keyIdsOf(uow: UnitOfWork, usagePlanId: string): Promise<string[]> {
  const rows = await repositoryOf(uow, UsagePlanKeyEntity).find({
    where: { usagePlanId },
    order: { keyId: 'ASC' },
  });
  return rows.map(({ keyId }) => keyId);
}

/** Sorted, as the key's published document has them. */
async function planIdsOf(uow: UnitOfWork, keyId: string): Promise<string[]> {
  const rows = await repositoryOf(uow, UsagePlanKeyEntity).find({
    where: { keyId },
    order: { usagePlanId: 'ASC' },
  });
  return rows.map(({ usagePlanId }) => usagePlanId);
}

/** A plan other than the given one that the key is in and that covers one of the stages. */
async function meetsElsewhere(
  uow: UnitOfWork,
  keyId: string,
  usagePlanId: string,
  apiStages: readonly ApiStage[],
): Promise<{ readonly usagePlanId: string } | undefined> {
  const rows = await query<{ usagePlanId: string }>(
    uow,
    `SELECT p.id AS "usagePlanId" FROM usage_plan_keys k JOIN usage_plans p ON p.id = k.usage_plan_id
      WHERE k.key_id = $1 AND p.id <> $2 AND p.api_stages @> ANY ($3::jsonb[]) LIMIT 1`,
    [keyId, usagePlanId, containing(apiStages)],
  );
  return rows[0];
}

/** A key of the plan that is also in another plan which covers one of the stages. */
async function keyMeetingElsewhere(
  uow: UnitOfWork,
  usagePlanId: string,
  apiStages: readonly ApiStage[],
): Promise<{ readonly keyId: string; readonly usagePlanId: string } | undefined> {
  if (apiStages.length === 0) return undefined;
  const rows = await query<{ keyId: string; usagePlanId: string }>(
    uow,
    `SELECT k.key_id AS "keyId", p.id AS "usagePlanId"
       FROM usage_plans p
       JOIN usage_plan_keys o ON o.usage_plan_id = p.id
       JOIN usage_plan_keys k ON k.key_id = o.key_id AND k.usage_plan_id = $1
      WHERE p.id <> $1 AND p.api_stages @> ANY ($2::jsonb[]) LIMIT 1`,
    [usagePlanId, containing(apiStages)],
  );
  return rows[0];
}

/**
 * Until the transaction ends: `shared` for putting a key (whose row is locked) into a plan, `exclusive` for
 * giving a plan more stages. Without it two transactions could each see no conflict and together make one: a
 * key that meets two plans for one stage.
 */
async function lockMembership(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await query(uow, `SELECT ${lock}(hashtextextended($1, 0))`, [
    `usage-plan-membership/${accountId}/${region}`,
  ]);
}

/** One jsonb pattern per stage for the containment operator. */
const containing = (apiStages: readonly ApiStage[]): string[] =>
  apiStages.map(({ restApiId, stageName }) => JSON.stringify([{ restApiId, stageName }]));
