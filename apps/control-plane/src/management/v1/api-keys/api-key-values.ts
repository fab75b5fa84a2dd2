import { sealContextOf, type Sealer, type StoredApiKey } from '#libs/persistence';

/** The value of a key as it is stored. Nothing but this file seals and opens values. */
export const sealValue = (sealer: Sealer, keyId: string, value: string): Buffer =>
  sealer.seal(value, sealContextOf(keyId));

/** The value of a stored key, to be shown to its owner. */
export const openValue = (sealer: Sealer, { apiKey, valueSealed }: StoredApiKey): string =>
  sealer.open(valueSealed, sealContextOf(apiKey.id));
