import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Answer } from '../invocation/answer.js';
import type { RefusedHead } from './read-head.js';

const messages = {
  400: 'Bad Request',
  413: 'Request Too Long',
  414: 'Request-URI Too Long',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
} as const satisfies Record<RefusedHead['refusedWith'], string>;

const errorNames = {
  400: 'BadRequestException',
  413: 'RequestTooLargeException',
  414: 'RequestTooLargeException',
  431: 'RequestTooLargeException',
  501: 'BadRequestException',
} as const satisfies Record<RefusedHead['refusedWith'], string>;

/** The answer to a request that was refused for its head: no API is known, so none can have customised it. */
export function refuseEarly(response: ServerResponse, status: RefusedHead['refusedWith']): Answer {
  // Its body, if there is one, is not read: the connection is of no further use.
  response.shouldKeepAlive = false;
  return {
    status,
    headers: ['Content-Type', 'application/json', 'x-amzn-ErrorType', errorNames[status]],
    body: JSON.stringify({ message: messages[status] }),
    streamBytes: null,
  };
}

/** Answers bytes that are no request; the parser's error says what they are. */
export function answerParseError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = statusOf(error.code);
  const text = STATUS_CODES[status]!;
  const body = JSON.stringify({ message: text });
  socket.end(
    `HTTP/1.1 ${status} ${text}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
}

function statusOf(code: string | undefined): 400 | 408 | 431 {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}
