import { validateHeaderName, validateHeaderValue } from 'node:http';
import { sensitiveHeaders, type OutgoingHttpHeaders } from 'node:http2';
import type { PooledRequest } from '../connection-pool.js';

/** What belongs to one connection of HTTP/1.1, and makes a request malformed here (RFC 9113, 8.2.2). */
const ofHttp1 = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);
/** Not kept in the tables of a connection that the calls of many share (RFC 7541, section 7.1.3). */
const secret = ['authorization', 'cookie', 'x-amz-security-token', 'x-api-key'];
const bodied = new Set(['PATCH', 'POST', 'PUT']);

/**
 * The header fields of a request as HTTP/2 has them: names in lower case, `Host` as `:authority`, lines of
 * one name joined (RFC 9110, section 5.3: means the same). Throws for what cannot be a name, a value or a
 * path: Node checks none of these itself, and a backend may go on in HTTP/1.1. `host`: of the origin.
 */
export function requestFields(
  { method, path, headers, body }: PooledRequest,
  host: string,
): OutgoingHttpHeaders {
  if (/[^\x21-\xff]/.test(path)) throw new TypeError('the path has characters that no path may have');
  const fields = Object.create(null) as OutgoingHttpHeaders;
  fields[':method'] = method;
  fields[':scheme'] = 'https';
  fields[':authority'] = host;
  fields[':path'] = path;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!.toLowerCase();
    const value = headers[index + 1]!;
    validateHeaderName(name);
    validateHeaderValue(name, value);
    if (ofHttp1.has(name)) continue;
    if (name === 'host') fields[':authority'] = value;
    else {
      const before = fields[name] as string | undefined;
      fields[name] = before === undefined ? value : `${before}${name === 'cookie' ? ';' : ','} ${value}`;
    }
  }
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    fields['content-length'] = String(Buffer.byteLength(body));
  } else if (body === null && bodied.has(method)) fields['content-length'] = '0';
  fields[sensitiveHeaders as unknown as string] = secret;
  return fields;
}
