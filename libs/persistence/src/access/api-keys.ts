import type { ApiKey, Owner } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { query, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { ApiKeyEntity } from './api-key.entity.js';
import { toStoredApiKey, type StoredApiKey } from './stored-api-key.js';

/** API keys of an owner. Every function but `findAnywhere` sees the given owner's only. */
export const apiKeys = { find, findAnywhere, lock, list, insert, update, remove };

/** Which keys a list shows; null = all. */
export interface ApiKeyFilter {
  /** The beginning of the name; case matters. */
  readonly namePrefix: string | null;
  readonly customerId: string | null;
}

/** As `ApiKeyEntity` has them, of a table that is called k. */
export const apiKeyColumns = `k.id, k.account_id AS "accountId", k.region, k.name, k.description, k.enabled,
  k.created_at AS "createdAt", k.last_updated_at AS "lastUpdatedAt", k.ordinal, k.customer_id AS "customerId",
  k.stage_keys AS "stageKeys", k.tags, k.value_sealed AS "valueSealed", k.value_digest AS "valueDigest"`;

const selected = `SELECT ${apiKeyColumns} FROM api_keys k`;
const isOwned = 'k.id = $1 AND k.account_id = $2 AND k.region = $3';

async function find(uow: UnitOfWork, owner: Owner, id: string): Promise<StoredApiKey | undefined> {
  return one(await query(uow, `${selected} WHERE ${isOwned}`, [id, owner.accountId, owner.region]));
}

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<StoredApiKey | undefined> {
  return one(await query(uow, `${selected} WHERE k.id = $1`, [id]));
}

/** SELECT ... FOR UPDATE: changes of a key and of the plans it is in run one after the other. */
async function lock(uow: UnitOfWork, owner: Owner, id: string): Promise<StoredApiKey | undefined> {
  return one(
    await query(uow, `${selected} WHERE ${isOwned} FOR UPDATE`, [id, owner.accountId, owner.region]),
  );
}

/** Newest first. */
async function list(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  { namePrefix, customerId }: ApiKeyFilter,
  { after, count }: ListPage,
): Promise<StoredApiKey[]> {
  const values: unknown[] = [accountId, region];
  const conditions = ['k.account_id = $1', 'k.region = $2'];
  const add = (condition: string, value: unknown) => conditions.push(`${condition} $${values.push(value)}`);
  if (after !== null) add('k.ordinal <', after);
  if (namePrefix !== null) add('k.name ^@', namePrefix);
  if (customerId !== null) add('k.customer_id =', customerId);
  const rest = `${conditions.join(' AND ')} ORDER BY k.ordinal DESC LIMIT $${values.push(count)}`;
  const rows = await query<ApiKeyEntity>(uow, `${selected} WHERE ${rest}`, values);
  return rows.map((row) => toStoredApiKey(row));
}

/**
 * False when another key has the same value, in whatever account: gateways know keys by their value alone.
 */
async function insert(uow: UnitOfWork, apiKey: ApiKey, valueSealed: Buffer): Promise<boolean> {
  const { owner, createdAtMs, lastUpdatedAtMs, ...rest } = apiKey;
  const inserted = await query<unknown>(
    uow,
    `INSERT INTO api_keys (id, account_id, region, name, description, enabled, created_at, last_updated_at,
                           customer_id, stage_keys, tags, value_sealed, value_digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (value_digest) DO NOTHING RETURNING 1`,
    [
      rest.id,
      owner.accountId,
      owner.region,
      rest.name,
      rest.description,
      rest.enabled,
      new Date(createdAtMs),
      new Date(lastUpdatedAtMs),
      rest.customerId,
      [...rest.stageKeys],
      JSON.stringify(rest.tags),
      valueSealed,
      rest.valueDigest,
    ],
  );
  return inserted.length > 0;
}

/** Everything but the value, which never changes. */
async function update(uow: UnitOfWork, apiKey: ApiKey): Promise<void> {
  const { id, owner, name, description, enabled, lastUpdatedAtMs, customerId, stageKeys, tags } = apiKey;
  await query(
    uow,
    `UPDATE api_keys
        SET name = $4, description = $5, enabled = $6, last_updated_at = $7, customer_id = $8, stage_keys = $9, tags = $10
      WHERE id = $1 AND account_id = $2 AND region = $3`,
    [
      id,
      owner.accountId,
      owner.region,
      name,
      description,
      enabled,
      new Date(lastUpdatedAtMs),
      customerId,
      stageKeys,
      JSON.stringify(tags),
    ],
  );
}

/** Takes it out of its usage plans too. Whether there was one. */
async function remove(uow: UnitOfWork, { accountId, region }: Owner, id: string): Promise<boolean> {
  const removed = await rowCount(
    uow,
    'DELETE FROM api_keys WHERE id = $1 AND account_id = $2 AND region = $3',
    [id, accountId, region],
  );
  return removed === 1;
}

const one = ([row]: readonly ApiKeyEntity[]): StoredApiKey | undefined => row && toStoredApiKey(row);
