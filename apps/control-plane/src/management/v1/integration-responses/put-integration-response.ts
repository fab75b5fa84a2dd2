import { ok, withIntegration, withIntegrationResponse, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { lockIntegration } from '../integrations/find-integration.js';
import { presentIntegrationResponse } from '../integrations/integration.presenter.js';

/**
 * PutIntegrationResponse: a second one of the same status replaces the first; no method response need exist,
 * unless headers are mapped.
 */
export async function putIntegrationResponse(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.PutIntegrationResponseRequest,
): Promise<Result<v1.IntegrationResponse>> {
  const found = await lockIntegration(uow, owner, input);
  if (!found.ok) return found;
  const { statusCode } = input;
  const put = withIntegrationResponse(found.value.method, found.value.integration, {
    statusCode,
    selectionPattern: input.selectionPattern ?? null,
    responseParameters: input.responseParameters ?? null,
    responseTemplates: input.responseTemplates ?? null,
    contentHandling: input.contentHandling ?? null,
  });
  if (!put.ok) return put;
  await methods.update(uow, withIntegration(found.value.method, put.value));
  return ok(presentIntegrationResponse(put.value.integrationResponses[statusCode]!));
}
