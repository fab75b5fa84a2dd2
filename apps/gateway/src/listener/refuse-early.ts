import type { ServerResponse } from 'node:http';
import type { Answer } from '../invocation/answer.js';
import type { RefusedHead } from './read-head.js';

const messages = {
  400: 'Bad Request',
  413: 'Request Too Long',
  414: 'Request-URI Too Long',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
  505: 'HTTP Version Not Supported',
} as const satisfies Record<RefusedHead['refusedWith'], string>;

const errorNames = {
  400: 'BadRequestException',
  413: 'RequestTooLargeException',
  414: 'RequestTooLargeException',
  431: 'RequestTooLargeException',
  501: 'BadRequestException',
  505: 'BadRequestException',
} as const satisfies Record<RefusedHead['refusedWith'], string>;

/** The answer to a request that was refused for its head; ends the connection. */
export function refuseEarly(response: ServerResponse, status: RefusedHead['refusedWith']): Answer {
  // Its body, if there is one, is not read: the connection is of no further use.
  response.shouldKeepAlive = false;
  return earlyAnswer(status);
}

/** What such a request is answered: no API is known, so none can have customised it. */
export function earlyAnswer(status: RefusedHead['refusedWith']): Answer {
  return {
    status,
    headers: ['Content-Type', 'application/json', 'x-amzn-ErrorType', errorNames[status]],
    body: JSON.stringify({ message: messages[status] }),
    streamBytes: null,
  };
}
