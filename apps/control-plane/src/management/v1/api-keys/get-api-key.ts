import { apiKeyNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { apiKeys, type UnitOfWork, type Sealer } from '#libs/persistence';
import { openValue } from './api-key-values.js';
import { presentApiKey } from './api-key.presenter.js';

/** GetApiKey; the value only with `includeValue`. */
export async function getApiKey(
  uow: UnitOfWork,
  owner: Owner,
  { apiKey, includeValue }: v1.GetApiKeyRequest,
  sealer: Sealer,
): Promise<Result<v1.ApiKey>> {
  const stored = await apiKeys.find(uow, owner, apiKey);
  if (!stored) return fail(apiKeyNotFound);
  const value = includeValue ? openValue(sealer, stored) : undefined;
  return ok(presentApiKey(stored.apiKey, { value, emptyTags: true }));
}
