import type { ApiKey } from '#libs/api-definition';
import type { ApiKeyEntity } from './api-key.entity.js';

/** An API key with what only the store knows of it. */
export interface StoredApiKey {
  readonly apiKey: ApiKey;
  /** The value, to be opened by the sealer with `sealContextOf`. */
  readonly valueSealed: Buffer;
  /** Where it stands in the list that it was read from. */
  readonly listPosition: string;
}

/** The context that a key's value is sealed with: a value copied to another key's row does not open. */
export const sealContextOf = (keyId: string): string => `api-key/${keyId}`;

/** `listPosition` defaults to the position among all keys. */
export function toStoredApiKey(row: ApiKeyEntity, listPosition = row.ordinal): StoredApiKey {
  const { accountId, region, createdAt, lastUpdatedAt, ordinal: _ordinal, valueSealed, ...rest } = row;
  const apiKey: ApiKey = {
    ...rest,
    owner: { accountId, region },
    createdAtMs: createdAt.getTime(),
    lastUpdatedAtMs: lastUpdatedAt.getTime(),
    tags: rest.tags as ApiKey['tags'],
  };
  return { apiKey, valueSealed, listPosition };
}
