import type { TokenIssuer } from '../tokens/token-issuer.js';
import type { Claims } from '../tokens/verify-token.js';

/** What a method asks of a token. */
export interface TokenUse {
  /** One of these must be in it; empty: none is asked for. */
  readonly scopes: readonly string[];
  /** Whether an audience is as the authorizer wants it; null when it wants nothing. */
  readonly isAudience: ((audience: string) => boolean) | null;
}

/**
 * Why a verified token is not for this method; null when it is. Of a user pool a method with scopes takes
 * access tokens, one without takes ID tokens; access tokens have no audience, so that an authorizer that asks
 * for one refuses them (guide page "Integrate a REST API with a user pool"). Other issuers do not say what
 * their tokens are for: there audience and scopes alone count.
 */
export function tokenUseProblem(
  claims: Claims,
  kind: TokenIssuer['kind'],
  { scopes, isAudience }: TokenUse,
): string | null {
  if (kind === 'cognito') {
    const wanted = scopes.length > 0 ? 'access' : 'id';
    if (claims['token_use'] !== wanted) return `it is no ${wanted} token`;
    if (wanted === 'id' && typeof claims['aud'] !== 'string') return 'it has no audience';
  }
  if (isAudience !== null && !textsOf(claims['aud']).some(isAudience)) {
    return 'the audience is not as the authorizer wants it';
  }
  if (scopes.length === 0) return null;
  const granted = new Set([
    ...scopesOf(claims['scope']),
    ...(kind === 'oidc' ? scopesOf(claims['scp']) : []),
  ]);
  return scopes.some((scope) => granted.has(scope)) ? null : 'it has none of the scopes of the method';
}

/** With blanks between them (RFC 8693, section 4.2), or as a list. */
export const scopesOf = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.split(' ') : textsOf(value);

export const textsOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter((one): one is string => typeof one === 'string')
      : [];
