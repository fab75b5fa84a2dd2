import {
  applyPatch,
  findIntegrationResponse,
  integrationResponsePatch,
  ok,
  withIntegration,
  withIntegrationResponse,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockIntegration } from '../integrations/find-integration.js';
import { presentIntegrationResponse } from '../integrations/integration.presenter.js';

export async function updateIntegrationResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.UpdateIntegrationResponseRequest,
): Promise<Result<v1.IntegrationResponse>> {
  const found = await lockIntegration(uow, owner, input);
  if (!found.ok) return found;
  const { method, integration } = found.value;
  const before = findIntegrationResponse(integration, input.statusCode);
  if (!before.ok) return before;
  const patched = applyPatch(before.value, input.patchOperations, integrationResponsePatch);
  if (!patched.ok) return patched;
  const changed = withIntegrationResponse(method, integration, patched.value, before.value);
  if (!changed.ok) return changed;
  await methods.update(uow, withIntegration(method, changed.value));
  return ok(presentIntegrationResponse(changed.value.integrationResponses[input.statusCode]!));
}
