import type { HttpAuthorizer as Definition } from '#libs/api-definition';
import type { IdentitySource, WebSocketAuthorizer } from '#libs/snapshot-format';
import { functionOfUri } from '../../http/function-of-uri.js';
import { compileCredentials } from '../../integrations/compile-credentials.js';

const identitySource = /^(?:route\.request\.(header|querystring)|(stageVariables|context))\.(.+)$/;

/** Reads an authorizer's expressions once, so that gateways need not; a text says what is wrong with it. */
export function compileWebSocketAuthorizer(authorizer: Definition): WebSocketAuthorizer | string {
  const { authorizerId, authorizerType, authorizerUri, authorizerCredentialsArn } = authorizer;
  if (authorizerType !== 'REQUEST') return `it is of type ${authorizerType}, which is not for WebSocket APIs`;
  const identitySources: IdentitySource[] = [];
  for (const expression of authorizer.identitySource) {
    const [, ofRequest, other, name] = identitySource.exec(expression) ?? [];
    // Left out, it would let callers pass to the function who are to be refused before.
    if (name === undefined) return `identity source ${expression} cannot be read`;
    identitySources.push({ location: (ofRequest ?? other) as IdentitySource['location'], name, expression });
  }
  const named = functionOfUri(authorizerUri);
  if (typeof named === 'string') return named;
  const complaints: string[] = [];
  const credentials = compileCredentials(authorizerCredentialsArn, (_, message) => complaints.push(message));
  if (complaints[0] !== undefined) return complaints[0];
  return {
    type: 'REQUEST',
    id: authorizerId,
    ...named,
    ...(credentials && { credentials }),
    identitySources,
    identityPattern: null,
    resultTtlSeconds: 0,
  };
}
