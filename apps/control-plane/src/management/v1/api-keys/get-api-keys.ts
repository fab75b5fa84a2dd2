import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { apiKeys, type UnitOfWork, type Sealer } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { openValue } from './api-key-values.js';
import { presentApiKey } from './api-key.presenter.js';

/**
 * GetApiKeys: newest first, by the beginning of the name and by customer; values only with `includeValues`.
 */
export async function getApiKeys(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetApiKeysRequest,
  sealer: Sealer,
): Promise<Result<v1.ApiKeys>> {
  const filter = { namePrefix: input.nameQuery || null, customerId: input.customerId || null };
  const { items, position } = await page(
    input,
    (listPage) => apiKeys.list(uow, owner, filter, listPage),
    ({ listPosition }) => listPosition,
  );
  const present = (stored: (typeof items)[number]) =>
    presentApiKey(stored.apiKey, { value: input.includeValues ? openValue(sealer, stored) : undefined });
  return ok({ item: items.map(present), position });
}
