import { createRequestHandler, type HandlerOptions } from './handle-request.js';
import { readStreamRequest } from './http2/read-stream-request.js';
import type { ListenerOptions } from './listener.js';
import { readMessage } from './read-request.js';

/** What serves the requests of each version of the protocol; streams only where callers are offered them. */
export function createRequestHandlers(
  options: HandlerOptions & { readonly http2: boolean },
): Pick<ListenerOptions, 'onRequest' | 'onStream'> {
  return {
    onRequest: createRequestHandler(options, readMessage),
    onStream: options.http2 ? createRequestHandler(options, readStreamRequest) : null,
  };
}
