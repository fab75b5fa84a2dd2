import { firstHeader } from '../../http/raw-headers.js';
import type { ActiveMethod } from '../active-stage.js';
import type { Invocation } from '../invocation.js';
import type { ActiveCors, Preflight } from './http-cors.js';

/** The preflight that a request is; null when it is none. */
export function preflightOf({ request }: Invocation): Preflight | null {
  if (request.httpMethod !== 'OPTIONS') return null;
  const origin = firstHeader(request.rawHeaders, 'origin');
  const method = firstHeader(request.rawHeaders, 'access-control-request-method');
  if (origin === null || method === null) return null;
  return { origin, method, headers: firstHeader(request.rawHeaders, 'access-control-request-headers') };
}

/**
 * Stands in for a route where the gateway answers preflights by itself: one with no step but the response, so
 * that it costs no authorizer, no throttle and no backend.
 */
export const preflightRoute = (cors: ActiveCors): ActiveMethod => ({
  resourceId: '',
  resourcePath: '',
  httpMethod: 'OPTIONS',
  settingsKey: '',
  routeKey: '',
  apiKeyRequired: false,
  evaluateResourcePolicy: null,
  authorize: null,
  authorizerId: null,
  integrationType: 'NONE',
  identity: null,
  requestChecks: null,
  timeoutMs: null,
  streamsForMs: null,
  cacheKey: () => null,
  refuseInvalidation: () => null,
  steps: [
    {
      name: 'matchRoute',
      run(invocation) {
        const headers = cors.preflightFields(preflightOf(invocation)!);
        invocation.response = { status: 204, headers, body: null, streamBytes: null };
        return null;
      },
    },
  ],
});
