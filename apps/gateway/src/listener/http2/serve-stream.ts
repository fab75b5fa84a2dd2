import { constants, type ServerHttp2Stream } from 'node:http2';
import type { Caller } from '../../http/caller.js';
import type { RequestRecord } from '../../invocation/record/request-record.js';
import type { Connection, RequestOrigin } from '../connections.js';
import { earlyResponse } from '../refuse-early.js';
import type { ResponseDoor } from '../response-door.js';
import type { OnStream } from './http2-sessions.js';
import { StreamRequest } from './stream-request.js';
import { StreamResponse, type WaitingBytes } from './stream-response.js';

export interface OpenedStream {
  readonly stream: ServerHttp2Stream;
  readonly rawHeaders: readonly string[];
  /** It has ended with its head. */
  readonly isBodiless: boolean;
  readonly connection: Connection;
  readonly waiting: WaitingBytes;
  /** Streams that run end, new ones do not begin. */
  readonly closeSession: () => void;
  readonly door: ResponseDoor;
  readonly onStream: OnStream;
  readonly stalledMs: number;
}

/** A request that dribbles in must be over within 30 s, as with HTTP/1.1. */
const requestMs = 28_000;

/** Serves the request of a stream, which ends when it takes too long or nothing of it moves. */
export function serveStream(opened: OpenedStream): StreamResponse {
  const { stream, door } = opened;
  const request = new StreamRequest(stream, opened.rawHeaders, opened.isBodiless);
  const response = new StreamResponse(stream, { method: methodOf(opened.rawHeaders) }, opened.waiting);
  const origin = new StreamOrigin(opened);
  // Also one whose caller does not read its response: its window is zero.
  stream.setTimeout(opened.stalledMs, () => stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM));
  if (!opened.isBodiless) {
    const late = setTimeout(() => {
      if (response.headersSent) return stream.close(constants.NGHTTP2_NO_ERROR);
      response.shouldKeepAlive = false;
      const record = origin.record ?? door.beginRecord();
      record.refusal = { code: 'request.too_slow', type: null, reason: '' };
      door.send(response, record, earlyResponse('request.too_slow'));
    }, requestMs);
    stream.on('end', () => clearTimeout(late)).on('close', () => clearTimeout(late));
    // What nobody wanted of the body is read and forgotten, or refused (RFC 9113, section 8.1).
    response.whenEnded = () => {
      if (response.shouldKeepAlive) request.destroy();
      else stream.close(constants.NGHTTP2_NO_ERROR);
    };
  }
  opened.onStream(request, response, origin);
  return response;
}

/** Many streams share a connection; each has a record of its own. */
class StreamOrigin implements RequestOrigin {
  record: RequestRecord | null = null;

  constructor(private readonly opened: OpenedStream) {}

  caller(rawHeaders: readonly string[]): Caller {
    return this.opened.connection.caller(rawHeaders);
  }

  letIdle(idleMs: number): void {
    this.opened.stream.setTimeout(idleMs);
  }

  endWith(): void {
    this.opened.closeSession();
  }
}

function methodOf(rawHeaders: readonly string[]): string {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index] === ':method') return rawHeaders[index + 1]!;
  }
  return '';
}
