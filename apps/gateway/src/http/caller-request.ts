import type { Readable } from 'node:stream';
import type { Caller } from './caller.js';

/**
 * A request as its caller sent it. Made once, by whatever it came through: the listener from a request of
 * HTTP/1.1, a test from what its author wrote; what serves it knows no connection. Repeated headers count
 * with their first value unless another thing is said.
 */
export interface CallerRequest {
  /** What the request asks for: the method that was sent, or the one that `X-HTTP-Method-Override` names. */
  readonly httpMethod: string;
  /** What was on the wire; the response is framed for it. */
  readonly sentMethod: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
  /** Origin form, beginning with a slash. */
  readonly target: string;
  readonly host: string;
  /** Name, value, name, value, ... as they came; without a signature once it was checked. */
  rawHeaders: readonly string[];
  /** Null when the caller sent none. */
  readonly apiKey: string | null;
  readonly contentType: string | null;
  readonly accept: string | null;
  /** These two with all their values. */
  readonly connection: string | null;
  readonly contentEncoding: string | null;
  /** Bytes; 0 without a body, null when it comes in chunks and its length is not known. */
  readonly bodyBytes: number | null;
  /** Null when there is nothing to read. */
  readonly body: BodySource | null;
  /** Bytes of a body of unknown length that were read so far. */
  bodyBytesRead: number;
  readonly caller: Caller;
}

/** A body that arrives in pieces. */
export interface BodySource extends Readable {
  /** All of it has arrived. False at its end: the caller left inside. */
  readonly complete: boolean;
}
