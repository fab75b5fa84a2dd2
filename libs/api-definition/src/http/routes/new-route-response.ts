import { badRequest, conflict, fail, notFound, ok, type Result } from '../../domain-error.js';
import type { ProtocolType } from '../apis/http-api.js';
import { createdEntries, patched, patchedEntries, patchedMember } from '../patch-members.js';
import type { HttpRouteResponse } from './http-route-response.js';
import { DEFAULT_ROUTE_KEY } from './http-route-key.js';
import { checkRouteModels } from './check-route.js';
import { withParameters, type GivenParameters } from './new-route.js';

/** What CreateRouteResponse is given. */
export interface GivenRouteResponse {
  readonly routeResponseKey: string;
  readonly modelSelectionExpression?: string;
  readonly responseModels?: Readonly<Record<string, string>>;
  readonly responseParameters?: GivenParameters;
}

/** A new route response, not checked yet: `checkRouteResponse`. */
export const newRouteResponse = (
  given: GivenRouteResponse,
  ids: Pick<HttpRouteResponse, 'apiId' | 'routeId' | 'routeResponseId'>,
): HttpRouteResponse => ({
  ...ids,
  routeResponseKey: given.routeResponseKey,
  modelSelectionExpression: given.modelSelectionExpression || null,
  responseModels: createdEntries(given.responseModels),
  responseParameters: withParameters(null, given.responseParameters),
});

/** A route response after UpdateRouteResponse, not checked yet. */
export const updatedRouteResponse = (
  response: HttpRouteResponse,
  given: Partial<GivenRouteResponse>,
): HttpRouteResponse => ({
  ...response,
  routeResponseKey: patched(given.routeResponseKey, response.routeResponseKey),
  modelSelectionExpression: patchedMember(given.modelSelectionExpression, response.modelSelectionExpression),
  responseModels: patchedEntries(given.responseModels, response.responseModels),
  responseParameters: withParameters(response.responseParameters, given.responseParameters),
});

/** Whether a route may have it; the texts are AWS's but for that of models. */
export function checkRouteResponse(
  response: HttpRouteResponse,
  protocolType: ProtocolType,
  modelNames: ReadonlySet<string>,
): Result<HttpRouteResponse> {
  if (protocolType === 'HTTP') return fail(routeResponsesNotSupported);
  if (response.routeResponseKey !== DEFAULT_ROUTE_KEY) {
    return fail(badRequest('Currently, only $default is supported as a RouteResponseKey.'));
  }
  const problem = checkRouteModels(response.responseModels, modelNames);
  return problem ? fail(problem) : ok(response);
}

const routeResponsesNotSupported = badRequest(
  'RouteResponses are currently not supported for this API protocol type.',
);
export const routeResponseNotFound = notFound('Invalid Route Response identifier specified');
export const routeResponseKeyTaken = (key: string) =>
  conflict(`Route response with key ${key} already exists for this route`);
