import { ok, type Owner, type Result } from '#libs/api-definition';
import type { GetIntegrationRequest, Integration as WireIntegration } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import { findIntegration } from './find-integration.js';
import { presentIntegration } from './integration.presenter.js';

export async function getIntegration(
  uow: UnitOfWork,
  owner: Owner,
  input: GetIntegrationRequest,
): Promise<Result<WireIntegration>> {
  const found = await findIntegration(uow, owner, input);
  return found.ok ? ok(presentIntegration(found.value.integration)) : found;
}
