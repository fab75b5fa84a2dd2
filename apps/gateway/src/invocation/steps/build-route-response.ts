import { reject } from '../../refusals/rejection.js';
import type { CallerResponse } from '../caller-response.js';
import type { MethodStep } from '../step.js';

/** Of a message, in either direction (guide page "Quotas for WebSocket APIs"). */
const messageBytesMax = 131_072;

const accepted: CallerResponse = { status: 200, headers: [], body: null, streamBytes: null };

/**
 * What the client gets: who wants to connect the integration's response, which lets it in if its status is
 * 2xx; who has sent a message the body of it where the route has a route response, and else nothing. See
 * "buildRouteResponse" in docs/WEBSOCKET-PIPELINE.md.
 */
export const buildRouteResponse = (isAnswered: boolean): MethodStep => ({
  name: 'buildRouteResponse',
  run(invocation) {
    // Null where there is no integration.
    const response = isAnswered ? (invocation.response ?? accepted) : accepted;
    const bytes = bytesOf(response);
    if (bytes > messageBytesMax && invocation.event?.type === 'MESSAGE') {
      return reject('response.too_large', `${bytes} bytes`);
    }
    invocation.response = bytes === 0 && response.body !== null ? { ...response, body: null } : response;
    return null;
  },
});

/** These integrations read responses whole. */
const bytesOf = ({ body }: CallerResponse): number =>
  typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.byteLength(body) : 0;
