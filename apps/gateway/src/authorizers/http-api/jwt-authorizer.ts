import type { JwtAuthorizer } from '#libs/snapshot-format';
import type { ContextRecord } from '#libs/mapping-templates';
import type { Routed } from '../../invocation/invocation.js';
import { reject, type Rejection } from '../../refusals/rejection.js';
import type { RejectionReason } from '../../refusals/rejection-reasons.js';
import type { TokenIssuer } from '../../tokens/token-issuer.js';
import type { TokenVerdict } from '../../tokens/token-verifier.js';
import type { Claims } from '../../tokens/verify-token.js';
import type { AuthorizerServices } from '../authorizer-services.js';
import type { ActiveAuthorizer, Asked, Authorization, AuthorizerOutcome } from '../authorization.js';
import { readIdentity } from '../identity-sources.js';
import { scopesOf, textsOf } from '../token-use.js';
import { jwtClaims } from './jwt-claims.js';

/**
 * JWT: the identity source holds a token of the issuer, with or without `Bearer` before it, for one of the
 * audiences and with one of the route's scopes (guide page "Control access to HTTP APIs with JWT
 * authorizers"). Refusals say in `WWW-Authenticate` what is wrong (RFC 6750, section 3), in words that quote
 * no token.
 */
export function activateJwtAuthorizer(
  { identitySource, issuer: name, audience }: JwtAuthorizer,
  { tokens }: Pick<AuthorizerServices, 'tokens'>,
): ActiveAuthorizer {
  const issuers = [issuerOf(name)];
  const audiences = new Set(audience);
  const identity: ActiveAuthorizer['identity'] = (invocation) => readIdentity([identitySource], invocation);

  function authorize(invocation: Routed, asked: Asked): AuthorizerOutcome | Promise<AuthorizerOutcome> {
    const token = (identity(invocation)[0]?.value ?? '').replace(/^Bearer(?: +|$)/i, '');
    if (token === '') return outcome(refuse('authorizer.unauthorized', 'there is no token', 'Bearer'));
    const verdict = tokens.verify(token, issuers);
    return verdict instanceof Promise
      ? verdict.then((settled) => outcome(judge(settled, asked)))
      : outcome(judge(verdict, asked));
  }

  function judge(verdict: TokenVerdict, { scopes }: Asked): Authorization {
    if (!verdict.ok) return refuseToken(verdict);
    const { claims } = verdict;
    if (!isForAudience(claims)) {
      return invalid('the audience is none of the authorizer', 'the token does not have a valid audience');
    }
    const granted = [...scopesOf(claims['scope']), ...scopesOf(claims['scp'])];
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
      const challenge = `Bearer scope="${quotable(scopes.join(' '))}" error="insufficient_scope"`;
      return refuse('authorizer.scope', 'it has none of the scopes of the route', challenge);
    }
    const context: ContextRecord = {
      claims: jwtClaims(claims),
      // A list, which templates print nothing of.
      scopes: (scopes.length === 0 ? null : granted) as unknown as ContextRecord,
    };
    return { ok: true, kind: 'decision', isAuthorized: true, principalId: null, context };
  }

  /** Tokens without an audience name their client (Cognito's access tokens). */
  const isForAudience = (claims: Claims): boolean =>
    textsOf(claims['aud'] ?? claims['client_id']).some((one) => audiences.has(one));

  return { identity, authorize };
}

function issuerOf(name: string): TokenIssuer {
  const url = `${name.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return { id: name, names: [name], kind: 'oidc', keys: { url, isDiscovery: true } };
}

const outcome = (authorization: Authorization): AuthorizerOutcome => ({ authorization, exchange: null });

function refuseToken({ fault, reason }: Extract<TokenVerdict, { readonly ok: false }>): Authorization {
  switch (fault) {
    case 'bad':
      return invalid(reason, 'the token is not valid');
    case 'issuer':
      return invalid(reason, 'issuer does not match');
    case 'expired':
      return refuse('authorizer.expired', reason, invalidToken('the token has expired'));
    case 'no_keys':
      return refuse('authorizer.no_keys', reason, null);
  }
}

const invalid = (reason: string, description: string): Authorization =>
  refuse('authorizer.unauthorized', reason, invalidToken(description));

const invalidToken = (description: string): string =>
  `Bearer scope="" error="invalid_token" error_description="${description}"`;

function refuse(code: RejectionReason, reason: string, challenge: string | null): Authorization {
  const rejection: Rejection = { ...reject(code, reason), challenge };
  return { ok: false, rejection };
}

/** RFC 6749, section 3.3: neither may be in a scope. */
const quotable = (text: string): string => text.replace(/[^\x20-\x7e]|["\\]/g, '');
