import { headerOf, isNamed } from '../../http/raw-headers.js';
import type { CallerResponse } from '../caller-response.js';
import type { Exchange } from '../exchange.js';

/**
 * Why a response is not kept, in words for the operator; null: it may be. docs/CACHING.md has the table. AWS
 * says nothing of it, and by public reports keeps errors of backends, too; ours keeps nothing that is for its
 * own caller alone, or that a caller could have provoked to have others served it.
 */
export function whyNotKept({ status, headers }: CallerResponse, exchange: Exchange | null): string | null {
  if (!isKeptStatus(status)) return `its status is ${status}`;
  if (exchange !== null && endsWithItsConnection(exchange))
    return 'nothing but its connection says where it ends';
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!;
    if (name.length === 10 && isNamed(name, 'set-cookie', 'Set-Cookie')) return 'it sets a cookie';
    if (name.length !== 13 || !isNamed(name, 'cache-control', 'Cache-Control')) continue;
    const found = forOneCaller.exec(headers[index + 1]!);
    if (found) return `its Cache-Control says ${found[1]!.toLowerCase()}`;
  }
  return null;
}

/**
 * Of such a body nobody can tell whether it is whole: the connection of a backend that is killed inside ends
 * in the same way (RFC 9112, section 8).
 */
function endsWithItsConnection({ request, result }: Exchange): boolean {
  if (!result?.rawHeaders || result.status === 204 || request?.httpMethod === 'HEAD') return false;
  if (headerOf(result.rawHeaders, 'content-length') !== null) return false;
  return !/(?:^|[\s,])chunked\s*$/i.test(headerOf(result.rawHeaders, 'transfer-encoding') ?? '');
}

/**
 * 206 is a part of what one caller asked for, 304 an answer to what one caller has; of errors those that say
 * of the resource, and not of the request or the moment, that it is not there.
 */
function isKeptStatus(status: number): boolean {
  if (status < 400) return status !== 206 && status !== 304;
  return status === 404 || status === 410;
}

// RFC 9111, section 5.2.2; `private="x"` is for the fields that it names alone: not kept apart here.
const forOneCaller = /(?:^|[\s,])(no-store|private)(?=$|[\s,=])/i;
