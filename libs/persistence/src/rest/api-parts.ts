import type { ApiParts } from '#libs/api-definition';
import { authorizers } from './authorizers.js';
import { gatewayResponses } from './gateway-responses.js';
import { models } from './models.js';
import { requestValidators } from './request-validators.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** All parts of a RestApi together, for what takes them together: deployments, clones, imports. */
export const apiParts = { all, insert };

async function all(uow: UnitOfWork, restApiId: string): Promise<ApiParts> {
  return {
    models: await models.all(uow, restApiId),
    requestValidators: await requestValidators.all(uow, restApiId),
    authorizers: await authorizers.all(uow, restApiId),
    gatewayResponses: await gatewayResponses.all(uow, restApiId),
  };
}

async function insert(uow: UnitOfWork, parts: ApiParts): Promise<void> {
  await models.insert(uow, parts.models);
  await requestValidators.insert(uow, parts.requestValidators);
  await authorizers.insert(uow, parts.authorizers);
  await gatewayResponses.save(uow, parts.gatewayResponses);
}
