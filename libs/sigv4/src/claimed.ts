import { singleHeader } from './canonical-headers.js';
import { readQueryPairs } from './canonical-query.js';
import type { PresentedSignature } from './presented-signature.js';
import { readAuthorizationHeader } from './read-authorization-header.js';
import { readPresignedQuery } from './read-presigned-query.js';
import { percentDecode } from './uri-encode.js';
import type { VerifyInput } from './verify-request.js';

/**
 * The scope that a request says to be signed for, whether or not the signature holds: for telling which
 * service it means. Undefined where there is none to read.
 */
export function scopeOf({
  rawQuery,
  headers,
}: Pick<VerifyInput, 'rawQuery' | 'headers'>): PresentedSignature['scope'] | undefined {
  const presented = readAuthorizationHeader(headers) ?? readPresignedQuery(readQueryPairs(rawQuery));
  return presented === undefined || 'reason' in presented ? undefined : presented.scope;
}

/** The access key that a request says to be signed by; undefined for one that names none. */
export function accessKeyIdOf({
  rawQuery,
  headers,
}: Pick<VerifyInput, 'rawQuery' | 'headers'>): string | undefined {
  const presented = readAuthorizationHeader(headers) ?? readPresignedQuery(readQueryPairs(rawQuery));
  return presented === undefined || 'reason' in presented ? undefined : presented.accessKeyId;
}

/**
 * The session token that a request carries, in its header or, presigned, in its query. Undefined without one,
 * and with several, which no client sends.
 */
export function securityTokenOf({
  rawQuery,
  headers,
}: Pick<VerifyInput, 'rawQuery' | 'headers'>): string | undefined {
  const inHeader = singleHeader(headers, 'x-amz-security-token');
  if (inHeader !== undefined) return typeof inHeader === 'string' ? inHeader : undefined;
  const inQuery = readQueryPairs(rawQuery).filter(([name]) => name === 'X-Amz-Security-Token');
  const [pair] = inQuery;
  return inQuery.length === 1 && pair ? percentDecode(pair[1]).toString('utf8') : undefined;
}
