import type { CorsConfiguration } from '#libs/api-definition';
import type { HttpCorsConfiguration, HttpRoute, HttpSnapshot } from '#libs/snapshot-format';
import type { DraftRoute, HttpDraft } from './http-draft.js';

/** The last step: a draft without errors becomes a snapshot. */
export function assembleHttpSnapshot(draft: HttpDraft): HttpSnapshot {
  const {
    definition: { api },
    routes,
    authorizers,
    models,
  } = draft;
  const corsConfiguration = corsOf(api.corsConfiguration ?? {});
  return {
    protocol: 'HTTP',
    requires: ['http-api'],
    accountId: api.owner.accountId,
    region: api.owner.region,
    restApiId: api.apiId,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    ...(corsConfiguration && { corsConfiguration }),
    routes: routes.map(assembleRoute),
    ...(Object.keys(authorizers).length > 0 && { authorizers }),
    ...(Object.keys(models).length > 0 && { models }),
  };
}

function assembleRoute(draft: DraftRoute): HttpRoute {
  const { route, method, path, authorization, requestChecks, integration } = draft;
  const { routeId, routeKey, operationName, apiKeyRequired } = route;
  // Cannot happen: a pass has reported an error, and drafts with errors are not assembled.
  if (integration === null || authorization === null) throw new Error(`${routeKey} is not compiled`);
  return {
    routeId,
    routeKey,
    method,
    ...(path !== null && { path }),
    authorization,
    // A key that was asked for is asked for: tags that let it be said may be gone meanwhile.
    apiKeyRequired,
    ...(operationName !== null && { operationName }),
    ...(requestChecks && { requestChecks }),
    integration,
  };
}

/** Null of one that says nothing, which is none. */
function corsOf(given: CorsConfiguration): HttpCorsConfiguration | null {
  const { allowCredentials = false, allowHeaders = [], allowMethods = [], allowOrigins = [] } = given;
  const { exposeHeaders = [], maxAge } = given;
  if (Object.values(given).every((member) => member === undefined)) return null;
  return {
    allowCredentials,
    allowHeaders,
    allowMethods,
    allowOrigins,
    exposeHeaders,
    ...(maxAge !== undefined && { maxAgeSeconds: maxAge }),
  };
}
