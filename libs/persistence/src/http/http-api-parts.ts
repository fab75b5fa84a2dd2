import type {
  HttpApiParts,
  HttpAuthorizer,
  HttpIntegration,
  HttpIntegrationResponse,
  HttpModel,
  HttpRoute,
  HttpRouteResponse,
} from '#libs/api-definition';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { HttpAuthorizerEntity } from './http-authorizer.entity.js';
import { HttpIntegrationResponseEntity } from './http-integration-response.entity.js';
import { HttpIntegrationEntity } from './http-integration.entity.js';
import { HttpModelEntity } from './http-model.entity.js';
import { HttpRouteResponseEntity } from './http-route-response.entity.js';
import { HttpRouteEntity } from './http-route.entity.js';
import { partStatements } from './part-statements.js';

export const httpRoutes = partStatements<HttpRoute, 'apiId'>(HttpRouteEntity, {
  parents: ['apiId'],
  id: 'routeId',
});
export const httpRouteResponses = partStatements<HttpRouteResponse, 'apiId' | 'routeId'>(
  HttpRouteResponseEntity,
  { parents: ['apiId', 'routeId'], id: 'routeResponseId' },
);
export const httpIntegrations = partStatements<HttpIntegration, 'apiId'>(HttpIntegrationEntity, {
  parents: ['apiId'],
  id: 'integrationId',
});
export const httpIntegrationResponses = partStatements<HttpIntegrationResponse, 'apiId' | 'integrationId'>(
  HttpIntegrationResponseEntity,
  { parents: ['apiId', 'integrationId'], id: 'integrationResponseId' },
);
export const httpAuthorizers = partStatements<HttpAuthorizer, 'apiId'>(HttpAuthorizerEntity, {
  parents: ['apiId'],
  id: 'authorizerId',
});
export const httpModels = partStatements<HttpModel, 'apiId'>(HttpModelEntity, {
  parents: ['apiId'],
  id: 'modelId',
});

/** All that is below an API together, for what takes it together: deployments and imports. */
export const httpApiParts = { all, insert, clear };

async function all(uow: UnitOfWork, apiId: string): Promise<HttpApiParts> {
  return {
    routes: await httpRoutes.all(uow, { apiId }),
    routeResponses: await httpRouteResponses.all(uow, { apiId }),
    integrations: await httpIntegrations.all(uow, { apiId }),
    integrationResponses: await httpIntegrationResponses.all(uow, { apiId }),
    authorizers: await httpAuthorizers.all(uow, { apiId }),
    models: await httpModels.all(uow, { apiId }),
  };
}

async function insert(uow: UnitOfWork, parts: HttpApiParts): Promise<void> {
  await httpIntegrations.insert(uow, parts.integrations);
  await httpIntegrationResponses.insert(uow, parts.integrationResponses);
  await httpAuthorizers.insert(uow, parts.authorizers);
  await httpModels.insert(uow, parts.models);
  await httpRoutes.insert(uow, parts.routes);
  await httpRouteResponses.insert(uow, parts.routeResponses);
}

/** Nothing is left below the API but its deployments and stages. */
async function clear(uow: UnitOfWork, apiId: string): Promise<void> {
  for (const entity of [HttpRouteEntity, HttpIntegrationEntity, HttpAuthorizerEntity, HttpModelEntity]) {
    await repositoryOf(uow, entity).delete({ apiId });
  }
}
