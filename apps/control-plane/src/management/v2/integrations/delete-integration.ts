import {
  badRequest,
  checkHttpIntegrationDeletion,
  fail,
  httpIntegrationNotFound,
  ok,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpIntegrations, httpRoutes, type UnitOfWork } from '#libs/persistence';

/** DeleteIntegration: one that a quick create has made stays (API reference: Integration). */
export async function deleteIntegration(
  uow: UnitOfWork,
  { apiId }: HttpApi,
  { integrationId }: v2.DeleteIntegrationRequest,
): Promise<Result<void>> {
  const integration = await httpIntegrations.find(uow, { apiId }, integrationId);
  if (!integration) return fail(httpIntegrationNotFound);
  if (integration.apiGatewayManaged) return fail(managedIntegration);
  const unused = checkHttpIntegrationDeletion(integrationId, await httpRoutes.all(uow, { apiId }));
  if (!unused.ok) return unused;
  await httpIntegrations.remove(uow, { apiId }, integrationId);
  return ok(undefined);
}

const managedIntegration = badRequest('An integration that is managed by API Gateway cannot be deleted');
