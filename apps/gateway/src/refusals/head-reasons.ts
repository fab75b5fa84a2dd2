/** A reason that is found before any API is known; the response can only be the built-in one. */
export interface HeadReasonRow {
  readonly status: 400 | 408 | 413 | 414 | 417 | 426 | 431 | 500 | 501 | 503 | 505;
  readonly meaning: string;
  readonly check: string;
}

const row = (status: HeadReasonRow['status'], meaning: string, check: string): HeadReasonRow => ({
  status,
  meaning,
  check,
});

/** Why the listener refuses a request, by code. docs/ERRORS.md has a row for each. */
export const headReasons = {
  'request.malformed': row(
    400,
    'The bytes are no HTTP request, or stop being one inside the body.',
    'The member `detail` has the parser’s code. A client or proxy that speaks something else to this port?',
  ),
  'request.host': row(
    400,
    'The Host header is missing, there twice, or no host.',
    'The client, or a proxy that rewrites Host.',
  ),
  'request.target': row(
    400,
    'The request target is neither a path nor an absolute URL, or has characters that must be escaped.',
    'Escape what is not ASCII, backslashes, and `{`, `|`, `}` in the query; leave fragments out.',
  ),
  'request.dot_segment': row(
    400,
    'A part of the path is `.` or `..`, maybe escaped: an integration that resolved it would serve what no route leads to.',
    'Clients resolve such parts themselves; who sends them may be searching for holes.',
  ),
  'request.expectation': row(
    417,
    'The Expect header asks for something other than `100-continue`.',
    'The client.',
  ),
  'request.transfer_coding': row(
    501,
    'The request has another transfer coding than chunked, or several.',
    'The client, or a proxy between.',
  ),
  'request.version': row(505, 'The protocol is not HTTP/1.0 or HTTP/1.1.', 'The client.'),
  'request.url_too_long': row(414, 'The URL has more than 10,240 bytes.', 'Send the data in the body.'),
  'request.headers_too_large': row(
    431,
    'The headers have more than 10,240 bytes in all.',
    'Cookies and tokens of the client.',
  ),
  'request.length_too_large': row(
    413,
    'Content-Length says more than 10 MiB, or a chunk has too long an extension.',
    'Upload to object storage and send the address.',
  ),
  'request.too_slow': row(
    408,
    'The head was not here within 10 s or the whole request not within 28 s.',
    'The network between, or a client that holds connections on purpose.',
  ),
  'request.websocket_version': row(
    426,
    'A handshake of a WebSocket API asks for another version of the protocol than 13, or for none.',
    'The client; `Sec-WebSocket-Version` as it arrives behind proxies.',
  ),
  'request.websocket_handshake': row(
    400,
    'A handshake of a WebSocket API has no key, one that is not 16 bytes in Base64, or subprotocols that are none.',
    '`Sec-WebSocket-Key` and `Sec-WebSocket-Protocol` of the client.',
  ),
  'gateway.handshakes_full': row(
    503,
    'As many handshakes of WebSocket APIs wait for their integrations as may.',
    'The integrations of `$connect`: how long they take; `TOLLGATE_WEBSOCKET_HANDSHAKES_MAX`.',
  ),
  'gateway.draining': row(
    503,
    'The gateway stops, and opens no more WebSocket connections.',
    'Nothing: clients come again, to another gateway.',
  ),
  'gateway.answer_failed': row(
    500,
    'The response could not be written: a bug, or an integration’s response that HTTP cannot carry.',
    'The line of level error with the same request id has the stack.',
  ),
} as const satisfies Record<string, HeadReasonRow>;

export type HeadReason = keyof typeof headReasons;
