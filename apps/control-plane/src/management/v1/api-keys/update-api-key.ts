import { apiKeyNotFound, fail, ok, patchApiKey, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { apiKeys, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { presentApiKey } from './api-key.presenter.js';

/** UpdateApiKey: gateways learn of it only when the key was enabled or disabled. */
export async function updateApiKey(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.UpdateApiKeyRequest,
  nowMs: number,
): Promise<Result<v1.ApiKey>> {
  const before = await apiKeys.lock(uow, owner, input.apiKey);
  if (!before) return fail(apiKeyNotFound);
  const patched = patchApiKey(before.apiKey, input.patchOperations, nowMs);
  if (!patched.ok) return patched;
  await apiKeys.update(uow, patched.value);
  if (patched.value.enabled !== before.apiKey.enabled) {
    await publish(owner, 'publish-api-key', { keyId: patched.value.id });
  }
  return ok(presentApiKey(patched.value, { emptyTags: true }));
}
