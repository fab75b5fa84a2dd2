import type { HttpModelUsers } from '#libs/api-definition';
import { httpModels, httpRouteResponses, httpRoutes, type UnitOfWork } from '#libs/persistence';

/** What may name models in the API. */
export const modelUsers = async (uow: UnitOfWork, apiId: string): Promise<HttpModelUsers> => ({
  routes: await httpRoutes.all(uow, { apiId }),
  routeResponses: await httpRouteResponses.all(uow, { apiId }),
  models: await httpModels.all(uow, { apiId }),
});
