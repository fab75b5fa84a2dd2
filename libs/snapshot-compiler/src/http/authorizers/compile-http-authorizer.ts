import type { HttpAuthorizer as Definition } from '#libs/api-definition';
import type { HttpAuthorizer, IdentitySource } from '#libs/snapshot-format';
import { compareText } from '../../draft.js';
import { compileCredentials } from '../../integrations/compile-credentials.js';
import { functionOfUri } from '../function-of-uri.js';
import { isPayloadFormat } from '../integrations/compile-function-integration.js';

const identitySource = /^\$(?:request\.(header|querystring)|(stageVariables|context))\.(.+)$/;

/** Reads an authorizer's expressions once, so that gateways need not; a text says what is wrong with it. */
export function compileHttpAuthorizer(authorizer: Definition): HttpAuthorizer | string {
  const identitySources: IdentitySource[] = [];
  for (const expression of authorizer.identitySource) {
    const [, ofRequest, other, name] = identitySource.exec(expression) ?? [];
    // Left out, it would not tell callers apart.
    if (name === undefined) return `identity source ${expression} cannot be read`;
    identitySources.push({ location: (ofRequest ?? other) as IdentitySource['location'], name, expression });
  }
  return authorizer.authorizerType === 'JWT'
    ? compileJwt(authorizer, identitySources)
    : compileFunction(authorizer, identitySources);
}

function compileJwt(
  { authorizerId, jwtConfiguration }: Definition,
  sources: readonly IdentitySource[],
): HttpAuthorizer | string {
  const [source, ...others] = sources;
  const isOfRequest = source?.location === 'header' || source?.location === 'querystring';
  if (source === undefined || !isOfRequest || others.length > 0) {
    return 'a token is in one header or one parameter of the query';
  }
  const { issuer, audience = [] } = jwtConfiguration ?? {};
  if (issuer === undefined || !/^https?:\/\/./.test(issuer)) return `${issuer} is no issuer of tokens`;
  // Of anybody's tokens of that issuer, any would do.
  if (audience.length === 0) return 'it has no audience';
  return {
    type: 'JWT',
    id: authorizerId,
    identitySource: source,
    issuer,
    audience: [...new Set(audience)].sort(compareText),
  };
}

function compileFunction(authorizer: Definition, identitySources: IdentitySource[]): HttpAuthorizer | string {
  const { authorizerPayloadFormatVersion: payloadFormatVersion, enableSimpleResponses } = authorizer;
  const named = functionOfUri(authorizer.authorizerUri);
  if (typeof named === 'string') return named;
  if (!isPayloadFormat(payloadFormatVersion)) return `there is no payload format ${payloadFormatVersion}`;
  if (enableSimpleResponses === true && payloadFormatVersion !== '2.0') {
    return 'simple responses are for payload format 2.0 alone';
  }
  const complaints: string[] = [];
  const credentials = compileCredentials(authorizer.authorizerCredentialsArn, (_, message) =>
    complaints.push(message),
  );
  if (complaints[0] !== undefined) return complaints[0];
  return {
    type: 'REQUEST',
    id: authorizer.authorizerId,
    ...named,
    ...(credentials && { credentials }),
    identitySources,
    // Without sources nothing tells callers apart: one's result must not be another's.
    resultTtlSeconds: identitySources.length === 0 ? 0 : (authorizer.authorizerResultTtlInSeconds ?? 0),
    payloadFormatVersion,
    enableSimpleResponses: enableSimpleResponses ?? false,
  };
}
