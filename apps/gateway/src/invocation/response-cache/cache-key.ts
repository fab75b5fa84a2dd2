import { hash } from 'node:crypto';
import { compileMappingSource, type MappingSource } from '#libs/mapping-templates';
import type { MethodAuthorization, MethodCacheKey } from '#libs/snapshot-format';
import type { Routed } from '../invocation.js';
import { requestScope } from '../request-scope.js';
import { headerPart, keyPart, pathPart, queryPart, withSigner, type ReadKeyPart } from './key-values.js';

/** A longer key is hashed: callers must not fill memory with keys. */
const plainCharsMax = 256;

/** What a method's responses are told apart by. */
export interface ActiveCacheKey {
  readonly namespace: string;
  /** The names of the parameters, as declared. */
  readonly parameters: readonly string[];
  /** The key of a request, behind a prefix that stands for all that is no request's. */
  readonly keyOf: (invocation: Routed, prefix: string) => string;
}

export interface KeyedMethod {
  readonly cacheKey: MethodCacheKey;
  readonly resourcePath: string;
  readonly authorization: MethodAuthorization['type'];
  /** What else of a request decides which of its own responses the gateway makes. */
  readonly variantOf: ((invocation: Routed) => string) | null;
}

/**
 * Other values of the declared parameters are another key, and so are the same in another writing. Scheme and
 * host are in it, as a response may name them: one that redirects to HTTPS would be sent to those who have
 * come that way. Null: a parameter cannot be read, so nothing would tell its values apart.
 */
export function compileCacheKey({
  cacheKey,
  resourcePath,
  authorization,
  variantOf,
}: KeyedMethod): ActiveCacheKey | null {
  const { namespace, parameters } = cacheKey;
  if (parameters.some(({ from }) => from.kind === 'unreadable')) return null;
  const reads = parameters.map(({ from }) => partOf(from, resourcePath, authorization === 'AWS_IAM'));
  const keyOf: ActiveCacheKey['keyOf'] = (invocation, prefix) => {
    const { caller, host } = invocation.request;
    let said = `${caller.isTls ? 's' : ''}:${host};`;
    for (const read of reads) said += read(invocation);
    if (variantOf !== null) said += variantOf(invocation);
    return said.length <= plainCharsMax ? `${prefix}=${said}` : `${prefix}#${digestOf(said)}`;
  };
  return { namespace, parameters: parameters.map(({ name }) => name), keyOf };
}

/** Of the text as it is: in UTF-8 halves of surrogate pairs would all be the same. */
function digestOf(text: string): string {
  return hash('sha256', Buffer.from(text, 'utf16le'), 'base64url');
}

function partOf(from: MappingSource, resourcePath: string, isSigned: boolean): ReadKeyPart {
  if (from.kind === 'methodRequest') {
    switch (from.place) {
      case 'path':
        return pathPart(from.name, resourcePath);
      case 'querystring':
      case 'multivaluequerystring':
        return isSigned && /^x-amz-/i.test(from.name)
          ? withSigner(queryPart(from.name))
          : queryPart(from.name);
      case 'header':
      case 'multivalueheader':
        return isSigned && /^(?:authorization|x-amz-.*)$/i.test(from.name)
          ? withSigner(headerPart(from.name))
          : headerPart(from.name);
    }
  }
  const read = compileMappingSource(from);
  return (invocation) => {
    const value = read(requestScope(invocation));
    return keyPart(value === undefined ? [] : typeof value === 'string' ? [value] : value);
  };
}
