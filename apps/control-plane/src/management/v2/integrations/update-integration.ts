import {
  checkHttpIntegration,
  fail,
  httpIntegrationNotFound,
  ok,
  updatedHttpIntegration,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpIntegrations, type UnitOfWork } from '#libs/persistence';
import { presentIntegration } from './integration.presenter.js';
import { requireLink } from './require-link.js';

/** UpdateIntegration: what is not given stays. */
export async function updateIntegration(
  uow: UnitOfWork,
  api: HttpApi,
  { integrationId, ...input }: v2.UpdateIntegrationRequest,
): Promise<Result<v2.UpdateIntegrationResult>> {
  const { apiId, protocolType } = api;
  const before = await httpIntegrations.find(uow, { apiId }, integrationId);
  if (!before) return fail(httpIntegrationNotFound);
  const integration = checkHttpIntegration(updatedHttpIntegration(before, input, protocolType), protocolType);
  if (!integration.ok) return integration;
  const link = await requireLink(uow, api, integration.value);
  if (!link.ok) return link;
  await httpIntegrations.update(uow, integration.value);
  return ok(presentIntegration(integration.value));
}
