import { findIntegrationResponse, ok, type Owner, type Result } from '#libs/api-definition';
import type {
  GetIntegrationResponseRequest,
  IntegrationResponse as WireIntegrationResponse,
} from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import { findIntegration } from '../integrations/find-integration.js';
import { presentIntegrationResponse } from '../integrations/integration.presenter.js';

export async function getIntegrationResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: GetIntegrationResponseRequest,
): Promise<Result<WireIntegrationResponse>> {
  const found = await findIntegration(uow, owner, input);
  if (!found.ok) return found;
  const response = findIntegrationResponse(found.value.integration, input.statusCode);
  return response.ok ? ok(presentIntegrationResponse(response.value)) : response;
}
