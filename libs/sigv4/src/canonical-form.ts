import { canonicalHeaders, type HeaderFields } from './canonical-headers.js';
import { canonicalPath } from './canonical-path.js';
import { canonicalQuery, type QueryPair } from './canonical-query.js';
import type { PresentedSignature } from './presented-signature.js';
import type { CanonicalParts } from './signature.js';

/** What a signature is over, but for the query and the body. */
export interface SignedHead {
  readonly method: string;
  /** The request target up to `?`, exactly as sent: escapes kept. */
  readonly rawPath: string;
  readonly headers: HeaderFields;
}

/** Query parameters that a signature is over: all but itself. */
export function signedPairs(
  pairs: readonly QueryPair[],
  { style }: Pick<PresentedSignature, 'style'>,
): readonly QueryPair[] {
  return style === 'query' ? pairs.filter(([name]) => name !== 'X-Amz-Signature') : pairs;
}

/**
 * The canonical form of a request as this signature must be over it; undefined when a header that it names is
 * not in the request.
 */
export function canonicalFormOf(
  { method, rawPath, headers }: SignedHead,
  pairs: readonly QueryPair[],
  presented: PresentedSignature,
  bodySha256Hex: string,
): CanonicalParts | undefined {
  const { scope, signedNames } = presented;
  const block = canonicalHeaders(headers, signedNames);
  if (block === undefined) return undefined;
  return {
    method,
    path: canonicalPath(rawPath, scope.service),
    query: canonicalQuery(signedPairs(pairs, presented)),
    headers: block,
    signedNames,
    bodySha256Hex,
  };
}
