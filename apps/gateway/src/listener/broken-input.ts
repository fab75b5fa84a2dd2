import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { CallerResponse } from '../invocation/caller-response.js';
import { headReasons, type HeadReason } from '../refusals/head-reasons.js';
import type { Connection, Connections } from './connections.js';
import type { ResponseDoor } from './response-door.js';

/**
 * How long a refused caller may go on sending: a connection that is cut while bytes arrive can take the
 * response with it (RFC 9112, section 9.6).
 */
const lingerMs = 1000;

/**
 * What becomes of connections whose bytes are no request, stop being one, or take too long. The parser may
 * have met them while earlier requests of the same connection still wait for their responses, and no response
 * may be taken for that of another request.
 */
export class BrokenInput {
  constructor(
    private readonly connections: Connections,
    private readonly door: ResponseDoor,
  ) {}

  /**
   * To be called for every request. False: it is to be left alone, as the response to the one before it ends
   * the connection. The parser hands out all that it has read already.
   */
  mayFollow(connection: Connection, outgoing: ServerResponse): boolean {
    const before = connection.newest;
    if (before && (before === 'last' || !before.shouldKeepAlive)) return false;
    connection.newest = outgoing;
    outgoing.on('close', connection.onResponseClose);
    return true;
  }

  /** To be called with what the parser finds wrong. */
  refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    const connection = this.connections.of(socket);
    // The parser says it again for each further piece.
    if (connection.isBroken) return;
    connection.isBroken = true;
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const code = reasonOf(error.code);
    const outgoing = connection.newest;
    // It is the body of this request that is broken. A response that has begun cannot become another one.
    const isOfRequest = outgoing !== null && outgoing !== 'last' && !outgoing.req.complete;
    const record = (isOfRequest && connection.record) || this.door.beginRecord();
    record.refusal = { code, type: null, reason: error.code ?? error.message };
    const { status } = headReasons[code];
    const response = responseOf(status);
    if (isOfRequest && !outgoing.headersSent) {
      outgoing.shouldKeepAlive = false;
      return this.door.send(outgoing, record, response);
    }
    if (isOfRequest || outgoing === 'last') {
      socket.destroy();
    } else if (outgoing === null) {
      this.door.sendOnSocket(socket, record, response);
      return destroySoon(socket);
    } else {
      closeAfter(outgoing, socket);
    }
    this.door.drop(record, response);
  }
}

function responseOf(status: number): CallerResponse & { readonly body: string } {
  return {
    status,
    headers: ['Content-Type', 'application/json'],
    body: JSON.stringify({ message: STATUS_CODES[status] }),
    streamBytes: null,
  };
}

function reasonOf(code: string | undefined): HeadReason {
  if (code === 'HPE_HEADER_OVERFLOW') return 'request.headers_too_large';
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 'request.length_too_large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request.too_slow' : 'request.malformed';
}

/** The request before the broken bytes gets its response, and nothing behind it does. */
function closeAfter(outgoing: ServerResponse, socket: Socket): void {
  if (!outgoing.headersSent) outgoing.shouldKeepAlive = false;
  outgoing.on('finish', () => {
    socket.end();
    destroySoon(socket);
  });
}

/** Our half is closed; a caller that never closes its own must not keep the connection. */
function destroySoon(socket: Socket): void {
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.on('close', () => clearTimeout(timer));
}
