import {
  checkHttpIntegrationResponse,
  fail,
  httpIntegrationResponseNotFound,
  integrationResponseKeyTaken,
  ok,
  updatedHttpIntegrationResponse,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpIntegrationResponses, type UnitOfWork } from '#libs/persistence';
import { presentIntegrationResponse } from './integration-response.presenter.js';

/** UpdateIntegrationResponse: what is not given stays. */
export async function updateIntegrationResponse(
  uow: UnitOfWork,
  { apiId, protocolType }: HttpApi,
  { integrationId, integrationResponseId, ...input }: v2.UpdateIntegrationResponseRequest,
): Promise<Result<v2.UpdateIntegrationResponseResponse>> {
  const of = { apiId, integrationId };
  const before = await httpIntegrationResponses.find(uow, of, integrationResponseId);
  if (!before) return fail(httpIntegrationResponseNotFound);
  const response = checkHttpIntegrationResponse(updatedHttpIntegrationResponse(before, input), protocolType);
  if (!response.ok) return response;
  const { integrationResponseKey } = response.value;
  if (
    integrationResponseKey !== before.integrationResponseKey &&
    (await httpIntegrationResponses.findBy(uow, of, { integrationResponseKey }))
  ) {
    return fail(integrationResponseKeyTaken(integrationResponseKey));
  }
  await httpIntegrationResponses.update(uow, response.value);
  return ok(presentIntegrationResponse(response.value));
}
