import { bodyBytesMax, headerBytesMax, urlBytesMax } from '../http/request-limits.js';
import type { Caller } from '../http/caller.js';
import type { BodySource, CallerRequest } from '../http/caller-request.js';
import { isNamed } from '../http/raw-headers.js';
import type { HeadReason } from '../refusals/head-reasons.js';
import { InternedText } from '../http/interned-text.js';
import { hasDotSegment } from '../http/dot-segment.js';

/** A head as a parser gives it; `IncomingMessage` is one. */
export interface ReceivedHead {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersionMajor: number;
  readonly httpVersionMinor: number;
  readonly rawHeaders: readonly string[];
}

/** A request that is refused before any API is known. */
export interface RefusedHead {
  /** It stands for a status, too. */
  readonly refusedWith: HeadReason;
  /** What it was for, where the protocol of the API makes a difference to the answer. */
  readonly asked?: { readonly host: string; readonly target: string };
}

// Visible ASCII, but no fragment mark and no backslash: what else comes through the parser means different
// things to different servers. In the query neither `{`, `|` nor `}` (guide page "Important notes": they must
// be encoded).
const plainTarget = /^[!"$->@-[\]-~]+(?:\?[!"$-[\]-z~]*)?$/;
// What most targets do without; one that has nothing of it is plain, and has no dot segment.
const unusualInTarget = /[^!"$&-\-/-[\]-z~]/;
const plainHost = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?$/;
const hosts = new InternedText((host) => plainHost.test(host));

/**
 * Reads and checks a request's head. The parser has made sure of syntax; what is refused here is what servers
 * behind us could read differently than we do: two Host headers, codings other than chunked, dot segments
 * (RFC 9112, sections 3.2 and 6.1; RFC 3986, section 6.2.2.3).
 */
export function readRequest(
  received: ReceivedHead,
  caller: Caller,
  body: BodySource | null,
): CallerRequest | RefusedHead {
  // The parser also takes 0.9 and 2.0 for versions of this protocol.
  if (received.httpVersionMajor !== 1) return { refusedWith: 'request.version' };
  const raw = received.rawHeaders;
  let host: string | null = null;
  let apiKey: string | null = null;
  let contentType: string | null = null;
  let accept: string | null = null;
  let connection: string | null = null;
  let contentEncoding: string | null = null;
  let methodOverride: string | null = null;
  let bodyBytes = 0;
  let chunked = false;
  let bytes = 0;
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!;
    const value = raw[index + 1]!;
    bytes += name.length + value.length + 4;
    // By length first: most headers are none of these, and a comparison of numbers is all they cost.
    switch (name.length) {
      case 4:
        if (isNamed(name, 'host', 'Host')) {
          if (host !== null) return { refusedWith: 'request.host' };
          host = value;
        }
        break;
      case 6:
        if (accept === null && isNamed(name, 'accept', 'Accept')) accept = value;
        else if (isNamed(name, 'expect') && value.toLowerCase() !== '100-continue') {
          return { refusedWith: 'request.expectation' };
        }
        break;
      case 9:
        if (apiKey === null && isNamed(name, 'x-api-key')) apiKey = value;
        break;
      case 10:
        if (isNamed(name, 'connection', 'Connection'))
          connection = connection === null ? value : `${connection}, ${value}`;
        break;
      case 12:
        if (contentType === null && isNamed(name, 'content-type', 'Content-Type')) contentType = value;
        break;
      case 14:
        if (isNamed(name, 'content-length', 'Content-Length')) bodyBytes = Number(value);
        break;
      case 16:
        if (isNamed(name, 'content-encoding')) {
          contentEncoding = contentEncoding === null ? value : `${contentEncoding}, ${value}`;
        }
        break;
      case 17:
        if (isNamed(name, 'transfer-encoding')) {
          if (chunked || value.toLowerCase() !== 'chunked') return { refusedWith: 'request.transfer_coding' };
          chunked = true;
        }
        break;
      case 22:
        if (methodOverride === null && isNamed(name, 'x-http-method-override')) {
          methodOverride = apiMethods.find((method) => method === value.toUpperCase()) ?? null;
        }
        break;
    }
  }
  if (bytes > headerBytesMax) return { refusedWith: 'request.headers_too_large' };
  if (bodyBytes > bodyBytesMax) {
    const asked = { host: host ?? '', target: received.url ?? '' };
    return { refusedWith: 'request.length_too_large', asked };
  }

  let target = received.url ?? '';
  if (target.length > urlBytesMax) return { refusedWith: 'request.url_too_long' };
  if (target.charCodeAt(0) !== SLASH) {
    const absolute = readAbsoluteForm(target);
    if (absolute === null) return { refusedWith: 'request.target' };
    // Its own host counts, but without the header it is no request of HTTP/1.1 (RFC 9112, section 3.2).
    if (host === null) return { refusedWith: 'request.host' };
    ({ target, host } = absolute);
  }
  if (host === null || !hosts.ofText(host)) return { refusedWith: 'request.host' };
  if (unusualInTarget.test(target)) {
    if (!plainTarget.test(target)) return { refusedWith: 'request.target' };
    if (hasDotSegment(target)) return { refusedWith: 'request.dot_segment' };
  }
  const sentMethod = received.method ?? '';
  return {
    // What the caller asks for holds for all that follows (guide page "Important notes").
    httpMethod: methodOverride ?? sentMethod,
    sentMethod,
    protocol: received.httpVersionMinor === 0 ? 'HTTP/1.0' : 'HTTP/1.1',
    target,
    host,
    rawHeaders: raw,
    apiKey,
    contentType,
    accept,
    connection,
    contentEncoding,
    bodyBytes: chunked ? null : bodyBytes,
    body,
    bodyBytesRead: 0,
    caller,
  };
}

/** What Node's parser of HTTP/1.1 has read, which is its own body. */
export const readMessage = (
  message: ReceivedHead & BodySource,
  caller: Caller,
): CallerRequest | RefusedHead => readRequest(message, caller, message);

const SLASH = 47;
const apiMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

/**
 * `GET http://host/path HTTP/1.1` must be understood, and its host counts, not the header's (RFC 9112,
 * section 3.2.2).
 */
function readAbsoluteForm(target: string): { target: string; host: string } | null {
  const match = /^https?:\/\/([^/?#@]+)(\/[^#]*)?(\?[^#]*)?$/i.exec(target);
  return match ? { host: match[1]!, target: `${match[2] ?? '/'}${match[3] ?? ''}` } : null;
}
