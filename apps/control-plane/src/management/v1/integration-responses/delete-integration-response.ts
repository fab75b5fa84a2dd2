import {
  fail,
  ok,
  removeIntegrationResponse,
  unknownIntegration,
  withIntegration,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockMethod, lockResource } from '../methods/find-method.js';

/**
 * DeleteIntegrationResponse: here, unlike everywhere else, a missing method counts as a missing integration
 * (recorded).
 */
export async function deleteIntegrationResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.DeleteIntegrationResponseRequest,
): Promise<Result<void>> {
  const resource = await lockResource(uow, owner, input);
  if (!resource.ok) return resource;
  const method = await lockMethod(uow, owner, input);
  const integration = method.ok ? method.value.methodIntegration : null;
  if (!method.ok || !integration) return fail(unknownIntegration());
  const changed = removeIntegrationResponse(integration, input.statusCode);
  if (!changed.ok) return changed;
  await methods.update(uow, withIntegration(method.value, changed.value));
  return ok(undefined);
}
