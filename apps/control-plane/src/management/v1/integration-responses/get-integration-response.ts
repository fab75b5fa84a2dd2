import { findIntegrationResponse, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import { findIntegration } from '../integrations/find-integration.js';
import { presentIntegrationResponse } from '../integrations/integration.presenter.js';

export async function getIntegrationResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetIntegrationResponseRequest,
): Promise<Result<v1.IntegrationResponse>> {
  const found = await findIntegration(uow, owner, input);
  if (!found.ok) return found;
  const response = findIntegrationResponse(found.value.integration, input.statusCode);
  return response.ok ? ok(presentIntegrationResponse(response.value)) : response;
}
