import { apiKeyNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { apiKeys, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/** DeleteApiKey: also takes the key out of its usage plans. */
export async function deleteApiKey(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { apiKey }: v1.DeleteApiKeyRequest,
): Promise<Result<void>> {
  if (!(await apiKeys.remove(uow, owner, apiKey))) return fail(apiKeyNotFound);
  await publish(owner, 'publish-api-key', { keyId: apiKey });
  return ok(undefined);
}
