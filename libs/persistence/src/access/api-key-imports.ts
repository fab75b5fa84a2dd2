import type { ApiKey, Owner } from '#libs/api-definition';
import { In } from 'typeorm';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { toStoredApiKey, type StoredApiKey } from './stored-api-key.js';

/** Many API keys at once: one query each, however many they are. */
export const apiKeyImports = { lockByValues, insert, overwrite };

/**
 * Keys of whatever owner that have one of the values, by the digest of the value; locked until the
 * transaction ends.
 */
async function lockByValues(
  uow: UnitOfWork,
  valueDigests: readonly string[],
): Promise<Map<string, StoredApiKey>> {
  const rows = await repositoryOf(uow, ApiKeyEntity).find({
    where: { valueDigest: In([...valueDigests]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return new Map(rows.map((row) => [row.valueDigest, toStoredApiKey(row)]));
}

/**
 * New keys, the first given being the oldest. Those of a file have no customer, stage keys or tags. False
 * when a value is taken.
 */
async function insert(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  keys: readonly { readonly apiKey: ApiKey; readonly valueSealed: Buffer }[],
  nowMs: number,
): Promise<boolean> {
  const records = keys.map(({ apiKey, valueSealed }, place) => ({
    ...namesOf(apiKey),
    place,
    digest: apiKey.valueDigest,
    sealed: valueSealed.toString('base64'),
  }));
  const rows = await query<unknown>(
    uow,
    `INSERT INTO api_keys (id, account_id, region, name, description, enabled, created_at, last_updated_at,
                           customer_id, stage_keys, tags, value_sealed, value_digest)
     SELECT k.id, $2, $3, k.name, k.description, k.enabled, $4, $4, NULL, '{}', '{}', decode(k.sealed, 'base64'), k.digest
       FROM jsonb_to_recordset($1::jsonb)
         AS k (place integer, id text, name text, description text, enabled boolean, sealed text, digest text)
      ORDER BY k.place
     ON CONFLICT (value_digest) DO NOTHING RETURNING 1`,
    [JSON.stringify(records), accountId, region, new Date(nowMs)],
  );
  return rows.length === keys.length;
}

/** What a file says of keys that are there. They must be locked, and the owner's. */
async function overwrite(uow: UnitOfWork, keys: readonly ApiKey[], nowMs: number): Promise<void> {
  await query(
    uow,
    `UPDATE api_keys a SET name = k.name, description = k.description, enabled = k.enabled, last_updated_at = $2
       FROM jsonb_to_recordset($1::jsonb) AS k (id text, name text, description text, enabled boolean)
      WHERE a.id = k.id`,
    [JSON.stringify(keys.map(namesOf)), new Date(nowMs)],
  );
}

const namesOf = ({ id, name, description, enabled }: ApiKey) => ({ id, name, description, enabled });
