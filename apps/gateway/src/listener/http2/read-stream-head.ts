import { METHODS } from 'node:http';
import type { ReceivedHead, RefusedHead } from '../read-request.js';

// Of a name that HTTP/2 may carry (RFC 9113, section 8.2.1); pseudo headers are dealt with before.
const plainName = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
// What would end a line, or a string, of the protocols behind us.
const endsLine = /[\0\r\n]/;
const digits = /^\d{1,15}$/;
// RFC 9113, section 8.2.2: how HTTP/1.1 frames its messages, and of one connection alone.
const ofHttp1 = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);
// Those that the parser of HTTP/1.1 takes.
const methods = new Set(METHODS.filter((method) => method !== 'CONNECT'));

const malformed: RefusedHead = { refusedWith: 'request.malformed' };
const wrongHost: RefusedHead = { refusedWith: 'request.host' };
const wrongTarget: RefusedHead = { refusedWith: 'request.target' };

/**
 * The head of a stream as one of HTTP/1.1 that means the same: `:authority` is its Host, the parts of a
 * cookie are one (RFC 9113, sections 8.3.1 and 8.2.3). Refused is what that protocol could read differently;
 * most of it does not come through Node's parser, on which nothing here relies.
 */
export function readStreamHead(raw: readonly string[]): ReceivedHead | RefusedHead {
  let method: string | null = null;
  let scheme: string | null = null;
  let path: string | null = null;
  let authority: string | null = null;
  let hasLength = false;
  let cookieAt = -1;
  const headers: string[] = ['host', ''];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!;
    const value = raw[index + 1]!;
    if (endsLine.test(value)) return malformed;
    if (name.startsWith(':')) {
      // None behind a regular one, none twice, no others.
      if (headers.length > 2) return malformed;
      if (name === ':method' && method === null) method = value;
      else if (name === ':scheme' && scheme === null) scheme = value;
      else if (name === ':path' && path === null) path = value;
      else if (name === ':authority' && authority === null) authority = value;
      else return malformed;
      continue;
    }
    if (!plainName.test(name) || ofHttp1.has(name)) return malformed;
    if (name === 'te' && value.toLowerCase() !== 'trailers') return malformed;
    if (name === 'host') {
      // Two that say the same are one (section 8.3.1).
      if (authority !== null && authority.toLowerCase() !== value.toLowerCase()) return wrongHost;
      authority ??= value;
      continue;
    }
    if (name === 'content-length') {
      if (hasLength || !digits.test(value)) return malformed;
      hasLength = true;
    }
    if (name === 'cookie' && cookieAt >= 0) {
      headers[cookieAt] += `; ${value}`;
      continue;
    }
    headers.push(name, value);
    if (name === 'cookie') cookieAt = headers.length - 1;
  }
  if (method === null || !methods.has(method)) return malformed;
  if (scheme !== 'https' && scheme !== 'http') return malformed;
  if (authority === null || authority === '') return wrongHost;
  // With a host of its own it would be for another one than `:authority` says.
  if (path?.startsWith('/') !== true) return wrongTarget;
  headers[1] = authority;
  return { method, url: path, httpVersionMajor: 1, httpVersionMinor: 1, rawHeaders: headers };
}
