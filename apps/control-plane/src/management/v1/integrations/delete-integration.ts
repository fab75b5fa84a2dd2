import { ok, withIntegration, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockIntegration } from './find-integration.js';

export async function deleteIntegration(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.DeleteIntegrationRequest,
): Promise<Result<void>> {
  const found = await lockIntegration(uow, owner, input);
  if (!found.ok) return found;
  await methods.update(uow, withIntegration(found.value.method, null));
  return ok(undefined);
}
