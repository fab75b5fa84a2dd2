import { notFound } from '../../domain-error.js';
import { hasEntry, withEntry, withoutEntry } from '../../patch/patch-values.js';
import { createdEntries, createdList, patched, patchedEntries, patchedMember } from '../patch-members.js';
import type { HttpAuthorizationType, HttpRoute, ParameterConstraints } from './http-route.js';

/** What CreateRoute is given. */
export interface GivenRoute {
  readonly routeKey: string;
  readonly apiKeyRequired?: boolean;
  readonly authorizationScopes?: readonly string[];
  readonly authorizationType?: HttpAuthorizationType;
  readonly authorizerId?: string;
  readonly modelSelectionExpression?: string;
  readonly operationName?: string;
  readonly requestModels?: Readonly<Record<string, string>>;
  readonly requestParameters?: GivenParameters;
  readonly routeResponseSelectionExpression?: string;
  readonly target?: string;
}

export type GivenParameters = Readonly<Record<string, { readonly required?: boolean }>>;

/** A new route, not checked yet: `checkRoute`. */
export const newRoute = (
  given: GivenRoute,
  { apiId, routeId }: Pick<HttpRoute, 'apiId' | 'routeId'>,
): HttpRoute => ({
  apiId,
  routeId,
  routeKey: given.routeKey,
  apiGatewayManaged: false,
  apiKeyRequired: given.apiKeyRequired ?? false,
  authorizationType: given.authorizationType ?? 'NONE',
  authorizationScopes: createdList(given.authorizationScopes),
  authorizerId: given.authorizerId || null,
  modelSelectionExpression: given.modelSelectionExpression || null,
  operationName: given.operationName || null,
  requestModels: createdEntries(given.requestModels),
  requestParameters: withParameters(null, given.requestParameters),
  routeResponseSelectionExpression: given.routeResponseSelectionExpression || null,
  target: given.target || null,
});

/** A route after UpdateRoute, not checked yet. */
export const updatedRoute = (route: HttpRoute, given: Partial<GivenRoute>): HttpRoute => ({
  ...route,
  routeKey: patched(given.routeKey, route.routeKey),
  apiKeyRequired: patched(given.apiKeyRequired, route.apiKeyRequired),
  authorizationType: patched(given.authorizationType, route.authorizationType),
  authorizationScopes: given.authorizationScopes
    ? createdList(given.authorizationScopes)
    : // Scopes go with the tokens that they are in.
      (given.authorizationType ?? 'JWT') === 'JWT'
      ? route.authorizationScopes
      : null,
  authorizerId: patchedMember(given.authorizerId, route.authorizerId),
  modelSelectionExpression: patchedMember(given.modelSelectionExpression, route.modelSelectionExpression),
  operationName: patchedMember(given.operationName, route.operationName),
  requestModels: patchedEntries(given.requestModels, route.requestModels),
  requestParameters: withParameters(route.requestParameters, given.requestParameters),
  routeResponseSelectionExpression: patchedMember(
    given.routeResponseSelectionExpression,
    route.routeResponseSelectionExpression,
  ),
  target: patchedMember(given.target, route.target),
});

/** Parameters are added or replaced; DeleteRouteRequestParameter takes them away. */
export function withParameters(
  before: Readonly<Record<string, ParameterConstraints>> | null,
  given: GivenParameters | undefined,
): Readonly<Record<string, ParameterConstraints>> | null {
  let map = before;
  for (const [key, { required }] of Object.entries(given ?? {})) {
    map = withEntry(map, key, { required: required ?? false });
  }
  return map;
}

/** The route without a request parameter; undefined when it has none of that key. */
export const withoutRequestParameter = (route: HttpRoute, key: string): HttpRoute | undefined =>
  hasEntry(route.requestParameters, key)
    ? { ...route, requestParameters: withoutEntry(route.requestParameters, key) }
    : undefined;

export const routeNotFound = notFound('Invalid Route identifier specified');
export const requestParameterNotFound = notFound('Invalid parameter name specified');
