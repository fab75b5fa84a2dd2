import { randomBytes } from 'node:crypto';
import {
  checkHttpIntegration,
  idLengths,
  newHttpIntegration,
  newId,
  ok,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpIntegrations, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import { presentIntegration } from './integration.presenter.js';
import { requireLink } from './require-link.js';

/** CreateIntegration. */
export async function createIntegration(
  uow: UnitOfWork,
  api: HttpApi,
  input: v2.CreateIntegrationRequest,
  limits: Limits,
): Promise<Result<v2.CreateIntegrationResult>> {
  const { apiId, protocolType } = api;
  const integrationId = newId(idLengths.other, randomBytes);
  const integration = checkHttpIntegration(
    newHttpIntegration(input, { apiId, integrationId, protocolType }),
    protocolType,
  );
  if (!integration.ok) return integration;
  const link = await requireLink(uow, api, integration.value);
  if (!link.ok) return link;
  await httpIntegrations.insert(uow, [integration.value]);
  const within = await limits.require(uow, 'integrationsPerHttpApi', apiId);
  return within.ok ? ok(presentIntegration(integration.value)) : within;
}
