import { bodyBytesMax, headerBytesMax, urlBytesMax } from '../http/request-limits.js';
import type { IncomingMessage } from 'node:http';
import type { HeadReason } from '../refusals/head-reasons.js';
import { InternedText } from '../http/interned-text.js';
import { hasDotSegment } from '../http/dot-segment.js';

/** What the pipeline needs from the head of every request, read in one pass over the raw headers. */
export interface RequestHead {
  /** Origin form, beginning with a slash. */
  readonly target: string;
  readonly host: string;
  /** Null when the caller sent none; repeated headers count with their first value. */
  readonly apiKey: string | null;
  readonly contentType: string | null;
  readonly accept: string | null;
  readonly connection: string | null;
  readonly contentEncoding: string | null;
  /** The method that `X-HTTP-Method-Override` asks for; null when there is none that an API can have. */
  readonly methodOverride: string | null;
  /** Bytes; 0 without a body, null when it comes in chunks and its length is not known. */
  readonly bodyBytes: number | null;
}

/** A request that is refused before any API is known. */
export interface RefusedHead {
  /** It stands for a status, too. */
  readonly refusedWith: HeadReason;
}

// Visible ASCII, but no fragment mark and no backslash: what else comes through the parser means different things to different servers.
// In the query neither `{`, `|` nor `}` (guide page "Important notes": they must be encoded).
const plainTarget = /^[!"$->@-[\]-~]+(?:\?[!"$-[\]-z~]*)?$/;
const plainHost = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?$/;
const hosts = new InternedText((host) => plainHost.test(host));

/**
 * Reads and checks the head. The parser has made sure of syntax; what is refused here is what servers behind us could read
 * differently than we do: two Host headers, codings other than chunked, dot segments (RFC 9112, sections 3.2 and 6.1; RFC 3986, section 6.2.2.3).
 */
export function readHead(request: IncomingMessage): RequestHead | RefusedHead {
  // The parser also takes 0.9 and 2.0 for versions of this protocol.
  if (request.httpVersionMajor !== 1) return { refusedWith: 'request.version' };
  const raw = request.rawHeaders;
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
        if (isNamed(name, 'host')) {
          if (host !== null) return { refusedWith: 'request.host' };
          host = value;
        }
        break;
      case 6:
        if (accept === null && isNamed(name, 'accept')) accept = value;
        else if (isNamed(name, 'expect') && value.toLowerCase() !== '100-continue') {
          return { refusedWith: 'request.expectation' };
        }
        break;
      case 9:
        if (apiKey === null && isNamed(name, 'x-api-key')) apiKey = value;
        break;
      case 10:
        if (isNamed(name, 'connection')) connection = connection === null ? value : `${connection}, ${value}`;
        break;
      case 12:
        if (contentType === null && isNamed(name, 'content-type')) contentType = value;
        break;
      case 14:
        if (isNamed(name, 'content-length')) bodyBytes = Number(value);
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
  if (bodyBytes > bodyBytesMax) return { refusedWith: 'request.length_too_large' };

  let target = request.url ?? '';
  if (target.length > urlBytesMax) return { refusedWith: 'request.url_too_long' };
  if (target.charCodeAt(0) !== SLASH) {
    const absolute = readAbsoluteForm(target);
    if (absolute === null) return { refusedWith: 'request.target' };
    // Its own host counts, but without the header it is no request of HTTP/1.1 (RFC 9112, section 3.2).
    if (host === null) return { refusedWith: 'request.host' };
    ({ target, host } = absolute);
  }
  if (host === null || !hosts.ofText(host)) return { refusedWith: 'request.host' };
  if (!plainTarget.test(target)) return { refusedWith: 'request.target' };
  if (hasDotSegment(target)) return { refusedWith: 'request.dot_segment' };
  return {
    target,
    host,
    apiKey,
    contentType,
    accept,
    connection,
    contentEncoding,
    methodOverride,
    bodyBytes: chunked ? null : bodyBytes,
  };
}

const SLASH = 47;
const apiMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

function isNamed(name: string, lower: string): boolean {
  return name === lower || name.toLowerCase() === lower;
}

/** `GET http://host/path HTTP/1.1` must be understood, and its host counts, not the header's (RFC 9112, section 3.2.2). */
function readAbsoluteForm(target: string): { target: string; host: string } | null {
  const match = /^https?:\/\/([^/?#@]+)(\/[^#]*)?(\?[^#]*)?$/i.exec(target);
  return match ? { host: match[1]!, target: `${match[2] ?? '/'}${match[3] ?? ''}` } : null;
}
