import type { UserPoolAuthorizer } from '#libs/snapshot-format';
import { unquotedMessage } from '#libs/telemetry';
import { serviceEndpoint, type AwsServices } from '../integrations/aws/aws-services.js';
import type { Routed } from '../invocation/invocation.js';
import { logTime } from '../invocation/log-time.js';
import { reject } from '../refusals/rejection.js';
import type { AuthorizerServices } from './authorizer-services.js';
import type { ActiveAuthorizer, Authorization } from './authorization.js';
import { compileIdentityPattern, readIdentity } from './identity-sources.js';
import { readToken, verifyToken } from './verify-token.js';

/**
 * COGNITO_USER_POOLS: the identity source holds an ID token of one of the pools, with or without `Bearer`
 * before it (guide page "Integrate a REST API with a user pool").
 */
export function activateUserPoolAuthorizer(
  authorizer: UserPoolAuthorizer,
  { integrations, keySets }: AuthorizerServices,
): ActiveAuthorizer {
  const isAudience = compileIdentityPattern(authorizer.identityPattern);
  const identity: ActiveAuthorizer['identity'] = (invocation) =>
    readIdentity(authorizer.identitySources, invocation);

  return {
    identity,
    authorize: async (invocation) => ({ authorization: await authorize(invocation), exchange: null }),
  };

  async function authorize(invocation: Routed): Promise<Authorization> {
    const token = readToken((identity(invocation)[0]?.value ?? '').replace(/^Bearer +/i, ''));
    if (!token) return unauthorized('no token that can be read');
    const url = keysOf(authorizer, integrations.aws, token.issuer);
    if (url === null) return unauthorized('the token is of none of the user pools');
    let key;
    try {
      key = await keySets.key(url, token.keyId);
    } catch (error) {
      const reason = `the keys of ${url} cannot be had: ${unquotedMessage(error)}`;
      return { ok: false, rejection: reject('authorizer.unusable', reason) };
    }
    if (key === null) return unauthorized('the user pool has no such key');
    const verified = verifyToken(token, key, Date.now());
    if (!verified.ok) {
      return unauthorized(verified.reason, verified.expired ? 'The incoming token has expired' : null);
    }
    const { token_use: use, aud: audience } = verified.claims;
    if (use !== 'id') return unauthorized('it is no ID token');
    if (typeof audience !== 'string' || !isAudience(audience)) {
      return unauthorized('the audience is not as the authorizer wants it');
    }
    return { ok: true, kind: 'claims', claims: claimTexts(verified.claims) };
  }
}

/** Where the keys of the token's pool are; null when the token is of another pool than the authorizer's. */
function keysOf({ userPools }: UserPoolAuthorizer, aws: AwsServices, issuer: string): string | null {
  for (const { region, userPoolId } of userPools) {
    const service = { partition: 'aws', region, service: 'cognito-idp', subdomain: null };
    const { origin, basePath } = serviceEndpoint(aws, service);
    const own = `${origin}${basePath}/${userPoolId}`;
    // Behind an endpoint of one's own pools may still sign in AWS's name.
    const published = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
    if (issuer === published || issuer === own) return own;
  }
  return null;
}

const times = new Set(['exp', 'iat']);

/**
 * Claims as `$context.authorizer.claims` has them: every value as text, two of the times as Java prints dates
 * (published test results).
 */
function claimTexts(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      times.has(name) && typeof value === 'number' ? logTime(value * 1000) : textOf(value),
    ]),
  );
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(textOf).join(',') : JSON.stringify(value);
}

function unauthorized(reason: string, message: string | null = null): Authorization {
  return { ok: false, rejection: { ...reject('authorizer.unauthorized', reason), message } };
}
