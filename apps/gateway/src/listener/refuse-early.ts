import type { OutgoingResponse } from '../http/outgoing-response.js';
import type { CallerResponse } from '../invocation/caller-response.js';
import { headReasons, type HeadReason, type HeadReasonRow } from '../refusals/head-reasons.js';

const messages = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Request Too Long',
  414: 'Request-URI Too Long',
  417: 'Expectation Failed',
  426: 'Upgrade Required',
  431: 'Request Header Fields Too Large',
  500: 'Internal server error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  505: 'HTTP Version Not Supported',
} as const satisfies Record<HeadReasonRow['status'], string>;

const errorNames = {
  400: 'BadRequestException',
  408: 'BadRequestException',
  413: 'RequestTooLargeException',
  414: 'RequestTooLargeException',
  417: 'BadRequestException',
  426: 'BadRequestException',
  431: 'RequestTooLargeException',
  500: 'InternalServerErrorException',
  501: 'BadRequestException',
  503: 'ServiceUnavailableException',
  505: 'BadRequestException',
} as const satisfies Record<HeadReasonRow['status'], string>;

/** The response to a request that was refused for its head; ends the connection. */
export function refuseEarly(
  outgoing: OutgoingResponse,
  reason: HeadReason,
  ofHttpApi = false,
): CallerResponse {
  // Its body, if there is one, is not read: the connection is of no further use.
  outgoing.shouldKeepAlive = false;
  return ofHttpApi ? httpResponse(reason) : earlyResponse(reason);
}

/** What such a request is answered: no API is known, so none can have customised it. */
export function earlyResponse(reason: HeadReason): CallerResponse {
  const { status } = headReasons[reason];
  return {
    status,
    headers: [
      'Content-Type',
      'application/json',
      'x-amzn-ErrorType',
      errorNames[status],
      // RFC 6455, section 4.4: the one that is spoken here.
      ...(status === 426 ? ['Sec-WebSocket-Version', '13'] : []),
    ],
    body: JSON.stringify({ message: messages[status] }),
    streamBytes: null,
  };
}

/** Of the API it is known that it is an HTTP API. */
function httpResponse(reason: HeadReason): CallerResponse {
  const { status } = headReasons[reason];
  const message = status === 413 ? 'Request Entity Too Large' : messages[status];
  return {
    status,
    headers: ['Content-Type', 'application/json'],
    body: JSON.stringify({ message }),
    streamBytes: null,
  };
}
