import { defaultAuthorizerTtlInSeconds, type Authorizer } from '#libs/api-definition';
import { compileBoundedPattern, parseUriTemplate } from '#libs/mapping-templates';
import type { IdentitySource, SnapshotAuthorizer, UserPool } from '#libs/snapshot-format';
import { compileCredentials } from '../integrations/compile-credentials.js';

/** An authorizer as gateways run it, or what is wrong with it. */
export type CompiledAuthorizer =
  | { readonly ok: true; readonly authorizer: SnapshotAuthorizer }
  | { readonly ok: false; readonly reason: string };

// The doubled slash is documented, too (guide page "Integration types").
const functionUri =
  /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):lambda:path\/{1,2}2015-03-31\/functions\/(.+)\/invocations$/s;
const userPoolArn = /^arn:(aws[a-z-]*):cognito-idp:([a-z0-9-]+):\d{12}:userpool\/([\w-]+)$/;
const identitySource = /^(?:method\.request\.)?(header|querystring|stageVariables|context)\.(.+)$/;

/** Reads an authorizer's expressions once, so that gateways need not. */
export function compileAuthorizer(authorizer: Authorizer): CompiledAuthorizer {
  const { id, type, identityValidationExpression: pattern } = authorizer;
  // Tokens are chosen by callers: patterns run on the engine that counts its steps.
  if (pattern !== null && compileBoundedPattern(pattern, 'whole') === null) {
    return refuse(`the token validation ${pattern.slice(0, 100)} is no regular expression that can be used`);
  }
  const identitySources = identitySourcesOf(authorizer.identitySource);
  if (typeof identitySources === 'string') return refuse(identitySources);
  if (type !== 'REQUEST' && !(identitySources.length === 1 && identitySources[0]!.location === 'header')) {
    return refuse(`identity source ${authorizer.identitySource} is not one header`);
  }
  const given = {
    id,
    identitySources,
    identityPattern: type === 'REQUEST' ? null : pattern,
    // Without sources nothing tells callers apart: one's result must not be another's.
    resultTtlSeconds:
      identitySources.length === 0
        ? 0
        : (authorizer.authorizerResultTtlInSeconds ?? defaultAuthorizerTtlInSeconds),
  };
  return type === 'COGNITO_USER_POOLS'
    ? withUserPools(authorizer, given)
    : withFunction(authorizer, type, given);
}

type Given = Pick<SnapshotAuthorizer, 'id' | 'identitySources' | 'identityPattern' | 'resultTtlSeconds'>;

function withFunction(
  { authorizerUri, authorizerCredentials }: Authorizer,
  type: 'TOKEN' | 'REQUEST',
  given: Given,
): CompiledAuthorizer {
  const [, region, functionArn] = functionUri.exec(authorizerUri ?? '') ?? [];
  if (region === undefined || functionArn === undefined) {
    return refuse(`the authorizer URI ${authorizerUri} names no function that can be called`);
  }
  const parsed = parseUriTemplate(functionArn);
  if (!parsed.ok) return refuse(`the authorizer URI ${authorizerUri}: ${parsed.error.message}`);
  const complaints: string[] = [];
  const credentials = compileCredentials(authorizerCredentials, (_, message) => complaints.push(message));
  if (complaints[0] !== undefined) return refuse(complaints[0]);
  const functionAuthorizer = { ...given, type, region, functionArn: parsed.template };
  return { ok: true, authorizer: { ...functionAuthorizer, ...(credentials && { credentials }) } };
}

function withUserPools({ providerARNs }: Authorizer, given: Given): CompiledAuthorizer {
  const userPools: UserPool[] = [];
  for (const arn of providerARNs ?? []) {
    const [, partition, region, userPoolId] = userPoolArn.exec(arn) ?? [];
    if (!partition || !region || !userPoolId) return refuse(`${arn} is no user pool`);
    userPools.push({ arn, partition, region, userPoolId });
  }
  if (userPools.length === 0) return refuse('no provider ARN names a user pool');
  return { ok: true, authorizer: { ...given, type: 'COGNITO_USER_POOLS', userPools } };
}

/** A text says which one cannot be read: left out, it would not tell callers apart. */
function identitySourcesOf(text: string | null): IdentitySource[] | string {
  const sources: IdentitySource[] = [];
  for (const part of (text ?? '').split(',')) {
    const expression = part.trim();
    if (expression === '') continue;
    const [, location, name] = identitySource.exec(expression) ?? [];
    if (name === undefined) return `identity source ${expression} cannot be read`;
    sources.push({ location: location as IdentitySource['location'], name, expression });
  }
  return sources;
}

function refuse(reason: string): CompiledAuthorizer {
  return { ok: false, reason };
}
