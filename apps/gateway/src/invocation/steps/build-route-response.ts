import type { CallerResponse } from '../caller-response.js';
import type { MethodStep } from '../step.js';

const accepted: CallerResponse = { status: 200, headers: [], body: null, streamBytes: null };

/**
 * What the client gets: who wants to connect the integration's response, which lets it in if its status is
 * 2xx; who has sent a message the body of it where the route has a route response, and else nothing. See
 * "buildRouteResponse" in docs/WEBSOCKET-PIPELINE.md.
 */
export const buildRouteResponse = (isAnswered: boolean): MethodStep => ({
  name: 'buildRouteResponse',
  run(invocation) {
    if (!isAnswered) invocation.response = accepted;
    // Where there is no integration.
    else invocation.response ??= accepted;
    return null;
  },
});
