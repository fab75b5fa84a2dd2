import { createHandshakeReader, createRequestHandler, type HandlerOptions } from './handle-request.js';
import { readStreamRequest } from './http2/read-stream-request.js';
import type { ListenerOptions } from './listener.js';
import { readMessage } from './read-request.js';

/**
 * What serves the requests of each version of the protocol; streams only where callers are offered them, and
 * handshakes of WebSocket APIs over HTTP/1.1 alone.
 */
export function createRequestHandlers(
  options: HandlerOptions & { readonly http2: boolean },
): Pick<ListenerOptions, 'onRequest' | 'onStream' | 'isHandshake' | 'onHandshake'> {
  const onRequest = createRequestHandler(options, readMessage);
  return {
    onRequest,
    ...(options.handshakes && {
      isHandshake: createHandshakeReader(options, readMessage),
      onHandshake: (message, response, connection) => onRequest(message, response, connection, response),
    }),
    onStream: options.http2 ? createRequestHandler(options, readStreamRequest) : null,
  };
}
