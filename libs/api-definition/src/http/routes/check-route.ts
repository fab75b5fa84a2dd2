import { badRequest, notFound, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import type { HttpApi } from '../apis/http-api.js';
import { hasRestFeatures } from '../../account/tags/rest-features-tag.js';
import type { HttpAuthorizer } from '../authorizers/http-authorizer.js';
import { lengthProblem } from '../member-lengths.js';
import type { HttpRoute } from './http-route.js';
import { checkRouteKey } from './http-route-key.js';

/** What routes name of their API. */
export interface RouteReferences {
  readonly integrationIds: ReadonlySet<string>;
  /** By id. */
  readonly authorizers: ReadonlyMap<string, Pick<HttpAuthorizer, 'authorizerType'>>;
  readonly modelNames: ReadonlySet<string>;
}

/** Scopes of a route (developer guide: quotas of HTTP APIs). */
const SCOPES_MAX = 10;

/**
 * Whether the members of a route go together and with what its API has, at creation and after every update.
 * Texts are AWS's but for lengths, scopes' number, and what HTTP APIs lack beside keys.
 */
export function checkRoute(
  route: HttpRoute,
  api: Pick<HttpApi, 'protocolType' | 'tags'>,
  references: RouteReferences,
): Result<HttpRoute> {
  const key = checkRouteKey(api.protocolType, route.routeKey);
  if (!key.ok) return key;
  const problem =
    lengthProblem('operationName', route.operationName, 64) ??
    targetProblem(route, references) ??
    (api.protocolType === 'HTTP' ? httpProblem(route, api) : webSocketProblem(route)) ??
    checkRouteModels(route.requestModels, references.modelNames) ??
    scopesProblem(route) ??
    authorizerProblem(route, references);
  if (problem) return fail(problem);
  const usesAuthorizer = route.authorizationType === 'CUSTOM' || route.authorizationType === 'JWT';
  return ok(usesAuthorizer ? route : { ...route, authorizerId: null });
}

/** The integration that a target names; undefined for none. */
export const integrationOfTarget = (target: string | null): string | undefined =>
  /^integrations\/([^/]+)$/.exec(target ?? '')?.[1];

function targetProblem({ target }: HttpRoute, { integrationIds }: RouteReferences): DomainError | null {
  if (target === null) return null;
  const integrationId = integrationOfTarget(target);
  if (integrationId === undefined || target.length > 128) {
    return badRequest(
      'Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.',
    );
  }
  return integrationIds.has(integrationId) ? null : notFound('Invalid Integration identifier specified');
}

/** The first model that a route or a response of one names and the API does not have. */
export function checkRouteModels(
  models: Readonly<Record<string, string>> | null,
  modelNames: ReadonlySet<string>,
): DomainError | null {
  const unknown = Object.values(models ?? {}).find((name) => !modelNames.has(name));
  return unknown === undefined ? null : badRequest(`Invalid model identifier specified: ${unknown}`);
}

/** What AWS lets WebSocket APIs alone have; some of it an HTTP API gets by its tag. */
function httpProblem(route: HttpRoute, { tags }: Pick<HttpApi, 'tags'>): DomainError | null {
  const notSupported = (member: string) => badRequest(`${member} is not currently supported for HTTP APIs.`);
  if (route.routeResponseSelectionExpression !== null)
    return notSupported('RouteResponseSelectionExpression');
  if (route.modelSelectionExpression !== null) return notSupported('ModelSelectionExpression');
  if (route.requestParameters !== null) return notSupported('RequestParameters');
  if (hasRestFeatures(tags)) return null;
  if (route.apiKeyRequired) return notSupported('ApiKeyRequired');
  return route.requestModels === null ? null : notSupported('RequestModels');
}

function webSocketProblem(route: HttpRoute): DomainError | null {
  if (route.authorizationType === 'NONE' || route.routeKey === '$connect') return null;
  return badRequest('Currently, authorization is restricted to the $connect route only');
}

function scopesProblem({ authorizationType, authorizationScopes }: HttpRoute): DomainError | null {
  if (authorizationScopes === null) return null;
  if (authorizationType !== 'JWT') {
    return badRequest(
      'Invalid Route authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types',
    );
  }
  return authorizationScopes.length <= SCOPES_MAX
    ? null
    : badRequest(`A route can have at most ${SCOPES_MAX} authorization scopes`);
}

function authorizerProblem(
  { authorizationType, authorizerId }: HttpRoute,
  { authorizers }: RouteReferences,
): DomainError | null {
  const type = authorizers.get(authorizerId ?? '')?.authorizerType;
  switch (authorizationType) {
    case 'JWT':
      return type === 'JWT'
        ? null
        : badRequest(
            'Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.',
          );
    case 'CUSTOM':
      return type === 'REQUEST'
        ? null
        : badRequest(
            'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
          );
    case 'NONE':
    case 'AWS_IAM':
      return null;
  }
}
