import { defaultAuthorizerTtlInSeconds, type Authorizer } from '#libs/api-definition';
import { compileBoundedPattern, parseUriTemplate } from '#libs/mapping-templates';
import type { IdentitySource, SnapshotAuthorizer } from '#libs/snapshot-format';
import { compileCredentials } from '../integrations/compile-credentials.js';

/** An authorizer as gateways run it, or what is wrong with it. */
export type CompiledAuthorizer =
  | { readonly ok: true; readonly authorizer: SnapshotAuthorizer }
  | { readonly ok: false; readonly reason: string };

// The doubled slash is documented, too (guide page "Integration types").
const functionUri =
  /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):lambda:path\/{1,2}2015-03-31\/functions\/(.+)\/invocations$/s;
const userPoolArn = /^arn:aws[a-z-]*:cognito-idp:([a-z0-9-]+):\d{12}:userpool\/([\w-]+)$/;

/** Reads an authorizer's expressions once, so that gateways need not. */
export function compileAuthorizer(authorizer: Authorizer): CompiledAuthorizer {
  const { id, type, identityValidationExpression: pattern } = authorizer;
  // Tokens are chosen by callers: patterns run on the engine that counts its steps.
  if (pattern !== null && compileBoundedPattern(pattern, 'whole') === null) {
    return refuse(`the token validation ${pattern.slice(0, 100)} is no regular expression that can be used`);
  }
  const given = {
    id,
    identitySources: identitySourcesOf(authorizer.identitySource),
    identityPattern: type === 'REQUEST' ? null : pattern,
    resultTtlSeconds: authorizer.authorizerResultTtlInSeconds ?? defaultAuthorizerTtlInSeconds,
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
  const userPools = (providerARNs ?? []).flatMap((arn) => {
    const [, region, userPoolId] = userPoolArn.exec(arn) ?? [];
    return region === undefined || userPoolId === undefined ? [] : [{ region, userPoolId }];
  });
  if (userPools.length === 0) return refuse('no provider ARN names a user pool');
  return { ok: true, authorizer: { ...given, type: 'COGNITO_USER_POOLS', userPools } };
}

function identitySourcesOf(text: string | null): IdentitySource[] {
  return (text ?? '').split(',').flatMap((part) => {
    const expression = part.trim();
    const [, location, name] =
      /^(?:method\.request\.)?(header|querystring|stageVariables|context)\.(.+)$/.exec(expression) ?? [];
    return name === undefined ? [] : [{ location: location as IdentitySource['location'], name, expression }];
  });
}

function refuse(reason: string): CompiledAuthorizer {
  return { ok: false, reason };
}
