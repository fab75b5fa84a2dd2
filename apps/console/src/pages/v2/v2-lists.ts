import { GetAuthorizers, GetIntegrations, GetModels, GetRoutes } from '../../wire/generated/apigatewayv2.js';
import { useEveryPage } from '../../kit/use-every-page.js';

const maxResults = '500';

/** All routes of an API, as far as they have come; 300 at most unless the limit was raised. */
export const useRoutes = (apiId: string) => useEveryPage(GetRoutes, { apiId, maxResults }, 'nextToken');

export const useIntegrations = (apiId: string) =>
  useEveryPage(GetIntegrations, { apiId, maxResults }, 'nextToken');

export const useAuthorizers = (apiId: string) =>
  useEveryPage(GetAuthorizers, { apiId, maxResults }, 'nextToken');

export const useModels = (apiId: string) => useEveryPage(GetModels, { apiId, maxResults }, 'nextToken');
