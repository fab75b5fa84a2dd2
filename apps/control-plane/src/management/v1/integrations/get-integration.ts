import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import { findIntegration } from './find-integration.js';
import { presentIntegration } from './integration.presenter.js';

export async function getIntegration(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetIntegrationRequest,
): Promise<Result<v1.Integration>> {
  const found = await findIntegration(uow, owner, input);
  return found.ok ? ok(presentIntegration(found.value.integration)) : found;
}
