import { matchHttpRoute, type HttpRoutes } from '#libs/route-trie';
import { reject } from '../../refusals/rejection.js';
import type { ActiveMethod } from '../active-stage.js';
import { preflightOf } from '../http-api/answer-preflight.js';
import type { RouteStep } from '../step.js';

/**
 * Finds the route of an HTTP API, or 404. Preflights are answered here where the API has CORS settings,
 * whatever routes it has. `preflight`: stands for the route then; null where there are none. See "matchRoute"
 * in docs/HTTP-API-PIPELINE.md.
 */
export const matchRoute = (routes: HttpRoutes<ActiveMethod>, preflight: ActiveMethod | null): RouteStep => ({
  name: 'matchRoute',
  run(invocation) {
    const { address, record, request } = invocation;
    record.isOfHttpApi = true;
    if (preflight !== null && preflightOf(invocation) !== null) {
      invocation.method = preflight;
      return null;
    }
    const match = matchHttpRoute(routes, request.httpMethod, address.path);
    // Paths have callers' texts in them, and reasons are logged.
    if (!match) return reject('route.missing', `no route for this path and ${request.httpMethod}`);
    invocation.method = match.value;
    invocation.pathParameters = match.pathParameters;
    return null;
  },
});
