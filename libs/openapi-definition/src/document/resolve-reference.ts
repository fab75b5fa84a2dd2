import { isMap, member } from './read-value.js';
import type { OpenApiDocument } from './openapi-document.js';

/** References to references to ... */
const HOPS_MAX = 20;

/**
 * What a value stands for: itself, or what its `$ref` names in the same document; undefined when that is not
 * there.
 */
export function resolveReference({ root }: OpenApiDocument, value: unknown): unknown {
  let found = value;
  for (let hops = 0; hops < HOPS_MAX; hops++) {
    const reference = member(found, '$ref');
    if (typeof reference !== 'string') return found;
    found = reference.startsWith('#/') ? at(root, reference) : undefined;
  }
  return undefined;
}

/** RFC 6901: a JSON pointer in a fragment. */
function at(root: unknown, reference: string): unknown {
  let found = root;
  for (const token of pointerTokens(reference)) {
    found = Array.isArray(found)
      ? (found as unknown[])[Number(token)]
      : isMap(found)
        ? member(found, token)
        : undefined;
  }
  return found;
}

/** The member names of `#/a/b`, unescaped. */
export const pointerTokens = (reference: string): readonly string[] =>
  reference
    .slice(2)
    .split('/')
    .map((token) => decodePercent(token).replaceAll('~1', '/').replaceAll('~0', '~'));

function decodePercent(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    // A lone percent sign stands for itself.
    return token;
  }
}
