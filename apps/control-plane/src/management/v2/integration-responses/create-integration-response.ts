import { randomBytes } from 'node:crypto';
import {
  checkHttpIntegrationResponse,
  fail,
  httpIntegrationNotFound,
  idLengths,
  integrationResponseKeyTaken,
  newHttpIntegrationResponse,
  newId,
  ok,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpIntegrationResponses, httpIntegrations, type UnitOfWork } from '#libs/persistence';
import { presentIntegrationResponse } from './integration-response.presenter.js';

/** CreateIntegrationResponse. */
export async function createIntegrationResponse(
  uow: UnitOfWork,
  { apiId, protocolType }: HttpApi,
  { integrationId, ...input }: v2.CreateIntegrationResponseRequest,
): Promise<Result<v2.CreateIntegrationResponseResponse>> {
  if (!(await httpIntegrations.find(uow, { apiId }, integrationId))) return fail(httpIntegrationNotFound);
  const integrationResponseId = newId(idLengths.other, randomBytes);
  const response = checkHttpIntegrationResponse(
    newHttpIntegrationResponse(input, { apiId, integrationId, integrationResponseId }),
    protocolType,
  );
  if (!response.ok) return response;
  const { integrationResponseKey } = response.value;
  if (await httpIntegrationResponses.findBy(uow, { apiId, integrationId }, { integrationResponseKey })) {
    return fail(integrationResponseKeyTaken(integrationResponseKey));
  }
  await httpIntegrationResponses.insert(uow, [response.value]);
  return ok(presentIntegrationResponse(response.value));
}
