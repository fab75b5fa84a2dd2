import { matchRoute, type RouteTrie } from '#libs/route-trie';
import type { CorsSettings } from '#libs/snapshot-format';
import { firstHeader } from '../http/raw-headers.js';
import { reject, type Rejection } from '../refusals/rejection.js';
import type { ActiveMethod } from './active-stage.js';
import { isAllowedOrigin, preflightFields } from './cors.js';
import type { Invocation } from './invocation.js';

const servable = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

/**
 * The method that answers a preflight in place of the author (Fetch standard, "CORS-preflight request"): one
 * with no step but the response, so that it costs no key, no quota and no authorizer. Null when the request
 * is none, or asks for a method that nothing serves.
 */
export function preflightMethod(
  invocation: Invocation,
  cors: CorsSettings,
  routes: RouteTrie<ActiveMethod>,
): ActiveMethod | Rejection | null {
  const { address, request } = invocation;
  const origin = firstHeader(request.rawHeaders, 'origin');
  const asked = firstHeader(request.rawHeaders, 'access-control-request-method');
  if (origin === null || asked === null) return null;
  const match = matchRoute(routes, asked, address.path);
  if (!match) return null;
  if (!isAllowedOrigin(cors, origin))
    return reject('cors.origin', 'the origin is not among those of the tag');
  return {
    ...match.value,
    httpMethod: 'OPTIONS',
    apiKeyRequired: false,
    requestChecks: null,
    streamsForMs: null,
    steps: [
      {
        name: 'matchMethod',
        run(routed) {
          const methods = servable.filter((method) => matchRoute(routes, method, address.path) !== null);
          const names = firstHeader(request.rawHeaders, 'access-control-request-headers');
          const headers = preflightFields(cors, origin, methods, names);
          routed.response = { status: 204, headers, body: null, streamBytes: null };
          return null;
        },
      },
    ],
  };
}
