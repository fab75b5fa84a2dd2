import type { RouteReferences } from '#libs/api-definition';
import { httpAuthorizers, httpIntegrations, type UnitOfWork } from '#libs/persistence';
import { modelNames } from '../models/model-names.js';

/** What routes of the API may name. */
export async function routeReferences(uow: UnitOfWork, apiId: string): Promise<RouteReferences> {
  const integrations = await httpIntegrations.all(uow, { apiId });
  const authorizers = await httpAuthorizers.all(uow, { apiId });
  return {
    integrationIds: new Set(integrations.map(({ integrationId }) => integrationId)),
    authorizers: new Map(authorizers.map((authorizer) => [authorizer.authorizerId, authorizer])),
    modelNames: await modelNames(uow, apiId),
  };
}
