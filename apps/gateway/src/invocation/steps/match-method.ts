import { matchRoute, type RouteTrie } from '#libs/route-trie';
import { reject } from '../../refusals/rejection.js';
import type { ActiveMethod } from '../active-stage.js';
import { preflightMethod } from '../preflight.js';
import type { RouteStep } from '../step.js';

/**
 * Finds resource and method, or MISSING_AUTHENTICATION_TOKEN for either (recorded: routing). Preflights that
 * no OPTIONS method of the author's takes are answered here where the API says so. See "matchMethod" in
 * docs/REQUEST-PIPELINE.md.
 */
export const matchMethod = (routes: RouteTrie<ActiveMethod>): RouteStep => ({
  name: 'matchMethod',
  run(invocation) {
    const { address, request } = invocation;
    const match = matchRoute(routes, request.httpMethod, address.path);
    const cors = invocation.stage?.document.cors;
    if (cors && request.httpMethod === 'OPTIONS' && match?.method !== 'OPTIONS') {
      const preflight = preflightMethod(invocation, cors, routes);
      if (preflight && 'code' in preflight) return preflight;
      if (preflight) {
        invocation.method = preflight;
        return null;
      }
    }
    // Paths have callers' texts in them, and reasons are logged.
    if (!match) return reject('route.missing', `no method for this path and ${request.httpMethod}`);
    invocation.method = match.value;
    invocation.pathParameters = match.pathParameters;
    return null;
  },
});
