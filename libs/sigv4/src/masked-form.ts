import { canonicalFormOf, signedPairs, type SignedHead } from './canonical-form.js';
import { canonicalQuery, type QueryPair } from './canonical-query.js';
import { canonicalRequest } from './signature.js';
import type { ReadSignature } from './verify-request.js';

/**
 * The canonical request that a signature must be over, for the log of whoever looks for what differs. What
 * callers put into paths, parameters and headers is hidden: letters and digits are `x`, so that what usually
 * goes wrong still shows: blanks, plus signs, slashes and percent signs that are escaped, escaped twice or
 * not at all, a parameter or a header that is missing, another host, time or body.
 */
export function maskedCanonicalRequest(
  head: SignedHead,
  { pairs, presented }: Pick<ReadSignature, 'pairs' | 'presented'>,
  bodySha256Hex: string,
): string {
  const form = canonicalFormOf(head, pairs, presented, bodySha256Hex);
  if (form === undefined) {
    const missing = presented.signedNames.filter((name) => !Object.hasOwn(head.headers, name));
    return `no header ${missing.join(', ')}, which the signature names`;
  }
  return canonicalRequest({
    ...form,
    path: masked(form.path),
    query: canonicalQuery(signedPairs(pairs, presented)).split('&').map(maskedPair).join('&'),
    headers: form.headers.replace(/^([^:\n]*):(.*)$/gm, (_, name: string, value: string) => {
      return `${name}:${shown.get(name)?.test(value) ? value : masked(value)}`;
    }),
  });
}

/** Values that tell nothing of a caller but how it signs; others are hidden. */
const shown: ReadonlyMap<string, RegExp> = new Map([
  ['host', /^/],
  ['x-amz-date', /^\d{8}T\d{6}Z$/],
  ['x-amz-content-sha256', /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD)$/],
  ['content-length', /^\d+$/],
  [
    'content-type',
    /^(?:application\/(?:json|x-www-form-urlencoded|octet-stream|x-amz-json-1\.[01])|text\/plain)(?:; ?charset=utf-8)?$/i,
  ],
]);

const shownParameters: ReadonlySet<string> = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
]);

/** A parameter without a value may be nothing but one. */
function maskedPair(pair: string): string {
  const equals = pair.indexOf('=');
  const [name, value]: QueryPair = [pair.slice(0, equals), pair.slice(equals + 1)];
  if (equals < 0 || shownParameters.has(name)) return pair;
  return value === '' ? `${masked(name)}=` : `${name}=${masked(value)}`;
}

/** Escapes of what signers disagree about; in canonical paths escapes are escaped. */
const telling = /^%(?:25)?(?:20|25|2B|2F)$/i;

const masked = (text: string): string =>
  text.replace(/%(?:25)?(?:20|25|2B|2F)|%[0-9A-F]{2}|[^/ +,;=-]/gi, (part) =>
    telling.test(part) ? part : 'x',
  );
