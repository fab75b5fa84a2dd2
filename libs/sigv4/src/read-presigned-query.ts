import type { QueryPair } from './canonical-query.js';
import { presentSignature, type PresentedSignature } from './presented-signature.js';
import { malformed, unsupportedAlgorithm, type Sigv4Failure } from './sigv4-failure.js';
import { percentDecode } from './uri-encode.js';

const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
  'X-Amz-Expires',
] as const;
const EXPIRES_SECONDS_MAX = 7 * 24 * 3600;

/** Reads a presigned request's parameters. `undefined` when the query carries no sign of a signature. */
export function readPresignedQuery(
  pairs: readonly QueryPair[],
): PresentedSignature | Sigv4Failure | undefined {
  const found = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (!(REQUIRED as readonly string[]).includes(name)) continue;
    if (found.has(name)) return malformed(`Query-string parameter '${name}' must be present only once.`);
    found.set(name, percentDecode(value).toString('utf8'));
  }
  if (!found.has('X-Amz-Algorithm') && !found.has('X-Amz-Signature') && !found.has('X-Amz-Credential')) {
    return undefined;
  }
  const missing = REQUIRED.filter((name) => !found.get(name));
  if (missing.length > 0) {
    const names = missing.map((name) => `'${name}'`).join(', ');
    return malformed(
      `AWS query-string parameters must include ${names}. Re-examine the query-string parameters.`,
    );
  }
  const algorithm = found.get('X-Amz-Algorithm')!;
  if (algorithm !== 'AWS4-HMAC-SHA256') return unsupportedAlgorithm(algorithm);
  const expires = found.get('X-Amz-Expires')!;
  const expiresSeconds = /^\d{1,6}$/.test(expires) ? Number(expires) : NaN;
  if (!(expiresSeconds >= 1 && expiresSeconds <= EXPIRES_SECONDS_MAX)) {
    return malformed(`X-Amz-Expires must be between 1 and ${EXPIRES_SECONDS_MAX} seconds. Got '${expires}'.`);
  }
  return presentSignature({
    style: 'query',
    credential: found.get('X-Amz-Credential')!,
    signature: found.get('X-Amz-Signature')!,
    signedHeaders: found.get('X-Amz-SignedHeaders')!,
    date: { source: 'x-amz-date', text: found.get('X-Amz-Date')! },
    expiresSeconds,
  });
}
