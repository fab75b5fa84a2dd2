import {
  applyPatch,
  integrationPatch,
  ok,
  validateIntegration,
  withIntegration,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { requireVpcLinks } from '../../account/vpc-links/require-vpc-links.js';
import { lockIntegration } from './find-integration.js';
import { presentIntegration } from './integration.presenter.js';

export async function updateIntegration(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.UpdateIntegrationRequest,
): Promise<Result<v1.Integration>> {
  const found = await lockIntegration(uow, owner, input);
  if (!found.ok) return found;
  const patched = applyPatch(found.value.integration, input.patchOperations, integrationPatch);
  if (!patched.ok) return patched;
  const valid = validateIntegration(found.value.method, patched.value, found.value.integration);
  if (!valid.ok) return valid;
  const linked = await requireVpcLinks(uow, owner, [valid.value]);
  if (!linked.ok) return linked;
  await methods.update(uow, withIntegration(found.value.method, valid.value));
  return ok(presentIntegration(valid.value));
}
