import type { UserPoolAuthorizer } from '#libs/snapshot-format';
import type { Routed } from '../invocation/invocation.js';
import { reject } from '../refusals/rejection.js';
import type { TokenVerdict } from '../tokens/token-verifier.js';
import type { AuthorizerServices } from './authorizer-services.js';
import type { ActiveAuthorizer, Asked, Authorization, AuthorizerOutcome } from './authorization.js';
import { claimTexts } from './claim-texts.js';
import { compileIdentityPattern, readIdentity } from './identity-sources.js';
import { tokenUseProblem } from './token-use.js';
import { issuerOf } from './user-pool-issuers.js';

/**
 * COGNITO_USER_POOLS: the identity source holds a token of one of the pools, with or without `Bearer` before
 * it (guide page "Integrate a REST API with a user pool").
 */
export function activateUserPoolAuthorizer(
  authorizer: UserPoolAuthorizer,
  { integrations, tokens, userPoolIssuers }: AuthorizerServices,
): ActiveAuthorizer {
  const { identityPattern } = authorizer;
  const isAudience = identityPattern === null ? null : compileIdentityPattern(identityPattern);
  const issuers = authorizer.userPools.map((pool) => issuerOf(pool, userPoolIssuers, integrations.aws));
  const identity: ActiveAuthorizer['identity'] = (invocation) =>
    readIdentity(authorizer.identitySources, invocation);

  function authorize(invocation: Routed, asked: Asked): AuthorizerOutcome | Promise<AuthorizerOutcome> {
    const token = (identity(invocation)[0]?.value ?? '').replace(/^Bearer +/i, '');
    const verdict = tokens.verify(token, issuers);
    return verdict instanceof Promise
      ? verdict.then((settled) => outcomeOf(settled, asked))
      : outcomeOf(verdict, asked);
  }

  const outcomeOf = (verdict: TokenVerdict, asked: Asked): AuthorizerOutcome => ({
    authorization: judge(verdict, asked),
    exchange: null,
  });

  function judge(verdict: TokenVerdict, { scopes }: Asked): Authorization {
    if (!verdict.ok) return refuse(verdict);
    const { claims, issuer } = verdict;
    const problem = tokenUseProblem(claims, issuer.kind, { scopes, isAudience });
    if (problem !== null) return { ok: false, rejection: reject('authorizer.unauthorized', problem) };
    return { ok: true, kind: 'claims', claims: claimTexts(claims) };
  }

  return { identity, authorize };
}

function refuse({ fault, reason }: Extract<TokenVerdict, { readonly ok: false }>): Authorization {
  switch (fault) {
    case 'bad':
    case 'issuer':
      return { ok: false, rejection: reject('authorizer.unauthorized', reason) };
    case 'expired': {
      const message = 'The incoming token has expired';
      return { ok: false, rejection: { ...reject('authorizer.expired', reason), message } };
    }
    case 'no_keys':
      return { ok: false, rejection: reject('authorizer.no_keys', reason) };
  }
}
