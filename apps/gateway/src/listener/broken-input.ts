import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { RequestRecord, type RequestRecords } from '../observability/request-record.js';
import { headReasons, type HeadReason } from '../refusals/head-reasons.js';

/** How long a refused caller may go on sending: a connection that is cut while bytes arrive can take the answer with it (RFC 9112, section 9.6). */
const lingerMs = 1000;

/**
 * What becomes of connections whose bytes are no request, stop being one, or take too long. The parser may have met them while earlier
 * requests of the same connection still wait for their answers, and no answer may be taken for that of another request.
 */
export class BrokenInput {
  private readonly dealtWith = new WeakSet<Socket>();

  constructor(private readonly records: RequestRecords) {}

  /**
   * To be called for every request. False: it is to be left alone, as the answer to the one before it ends the connection. The parser
   * hands out all that it has read already.
   */
  mayFollow(response: ServerResponse): boolean {
    const socket: CallerSocket = response.req.socket;
    const before = socket[newest];
    if (before && (before === 'last' || !before.shouldKeepAlive)) return false;
    socket[newest] = response;
    response.on('close', release);
    return true;
  }

  /** To be called with what the parser finds wrong. */
  refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    // The parser says it again for each further piece.
    if (this.dealtWith.has(socket)) return;
    this.dealtWith.add(socket);
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const code = reasonOf(error.code);
    const { status } = headReasons[code];
    const response = (socket as CallerSocket)[newest];
    const record = new RequestRecord();
    record.status = status;
    record.refusal = { code, type: null, reason: error.code ?? error.message };
    this.records.complete(record);
    const refusal = refusalOf(status, record);
    if (!response) answerOnSocket(socket, refusal);
    else if (response === 'last') socket.destroy();
    else if (response.req.complete) closeAfter(response, socket);
    // It is the body of this request that is broken. An answer that has begun cannot become another one.
    else if (response.headersSent) socket.destroy();
    else answerBrokenBody(response, refusal);
  }
}

const newest = Symbol('newest');

interface CallerSocket extends Socket {
  /** The newest request of the connection that is not over; `last` when its answer was and ends the connection. */
  [newest]?: ServerResponse | 'last' | null;
}

/** A connection that waits for its next request must not keep the bodies of the one before in memory. */
function release(this: ServerResponse): void {
  const socket: CallerSocket = this.req.socket;
  if (socket[newest] !== this) return;
  if (!this.shouldKeepAlive) socket[newest] = 'last';
  // Else the answer came first, and what is still to come of the body may yet turn out broken.
  else if (this.req.complete) socket[newest] = null;
}

interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function refusalOf(status: number, { requestId, extendedRequestId }: RequestRecord): Refusal {
  const body = JSON.stringify({ message: STATUS_CODES[status] });
  const headers = {
    'x-amzn-RequestId': requestId,
    'x-amz-apigw-id': extendedRequestId,
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
    Connection: 'close',
  };
  return { status, headers, body };
}

function reasonOf(code: string | undefined): HeadReason {
  if (code === 'HPE_HEADER_OVERFLOW') return 'request.headers_too_large';
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 'request.length_too_large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request.too_slow' : 'request.malformed';
}

function answerOnSocket(socket: Socket, { status, headers, body }: Refusal): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  destroySoon(socket);
}

/** The request before the broken bytes gets its answer, and nothing behind it does. */
function closeAfter(response: ServerResponse, socket: Socket): void {
  if (!response.headersSent) response.shouldKeepAlive = false;
  response.on('finish', () => {
    socket.end();
    destroySoon(socket);
  });
}

function answerBrokenBody(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.shouldKeepAlive = false;
  response.writeHead(status, headers).end(body);
}

/** Our half is closed; a caller that never closes its own must not keep the connection. */
function destroySoon(socket: Socket): void {
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.on('close', () => clearTimeout(timer));
}
