import type { ApiKey, Owner } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { rows } from '../database/rows.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { toStoredApiKey, type StoredApiKey } from './stored-api-key.js';

/** API keys of an owner. Every function but `findAnywhere` sees the given owner's only. */
export const apiKeys = { find, findAnywhere, lock, list, insert, update, remove };

/** Which keys a list shows; null = all. */
export interface ApiKeyFilter {
  /** The beginning of the name; case matters. */
  readonly namePrefix: string | null;
  readonly customerId: string | null;
}

async function find(uow: UnitOfWork, owner: Owner, id: string): Promise<StoredApiKey | undefined> {
  const [row] = await rows.select(uow, ApiKeyEntity, { where: { ...ownedBy(owner), id } });
  return row ? toStoredApiKey(row) : undefined;
}

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<StoredApiKey | undefined> {
  const [row] = await rows.select(uow, ApiKeyEntity, { where: { id } });
  return row ? toStoredApiKey(row) : undefined;
}

/** SELECT ... FOR UPDATE: changes of a key and of the plans it is in run one after the other. */
async function lock(uow: UnitOfWork, owner: Owner, id: string): Promise<StoredApiKey | undefined> {
  const [row] = await rows.select(uow, ApiKeyEntity, { where: { ...ownedBy(owner), id }, lock: true });
  return row ? toStoredApiKey(row) : undefined;
}

/** Newest first. */
async function list(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  { namePrefix, customerId }: ApiKeyFilter,
  { after, count }: ListPage,
): Promise<StoredApiKey[]> {
  const values: unknown[] = [accountId, region];
  const conditions = ['account_id = $1', 'region = $2'];
  const add = (condition: string, value: unknown) => conditions.push(`${condition} $${values.push(value)}`);
  if (after !== null) add('ordinal <', after);
  if (namePrefix !== null) add('name ^@', namePrefix);
  if (customerId !== null) add('customer_id =', customerId);
  const rest = `${conditions.join(' AND ')} ORDER BY ordinal DESC LIMIT $${values.push(count)}`;
  const found = await rows.selectBy(uow, ApiKeyEntity, rest, values);
  return found.map((row) => toStoredApiKey(row));
}

/** False when another key has the same value, in whatever account: gateways know keys by their value alone. */
async function insert(uow: UnitOfWork, apiKey: ApiKey, valueSealed: Buffer): Promise<boolean> {
  const { owner, createdAtMs, lastUpdatedAtMs, ...rest } = apiKey;
  const inserted = await uow.manager.query<unknown[]>(
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
  const { name, description, enabled, lastUpdatedAtMs, customerId, stageKeys, tags } = apiKey;
  await rows.update(
    uow,
    ApiKeyEntity,
    { ...ownedBy(apiKey.owner), id: apiKey.id },
    {
      name,
      description,
      enabled,
      lastUpdatedAt: new Date(lastUpdatedAtMs),
      customerId,
      stageKeys: [...stageKeys],
      tags,
    },
  );
}

/** Takes it out of its usage plans too. Whether there was one. */
async function remove(uow: UnitOfWork, owner: Owner, id: string): Promise<boolean> {
  return (await uow.manager.delete(ApiKeyEntity, { ...ownedBy(owner), id })).affected === 1;
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });
