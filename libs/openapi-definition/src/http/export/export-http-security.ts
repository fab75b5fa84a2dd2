import type { HttpApiParts, HttpAuthorizer, HttpRoute } from '#libs/api-definition';
import { present } from '../../export/present.js';

/** Names of the security schemes of a document. */
export interface HttpSecurityNames {
  readonly apiKey: string;
  readonly iam: string;
  /** By authorizer id. */
  readonly authorizers: ReadonlyMap<string, string>;
}

/** Schemes for keys and IAM step aside for authorizers that have their names. */
export function httpSecurityNames({ authorizers }: HttpApiParts): HttpSecurityNames {
  const taken = new Set(authorizers.map(({ name }) => name));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  return {
    apiKey: free('api_key'),
    iam: free('sigv4'),
    authorizers: new Map(authorizers.map(({ authorizerId, name }) => [authorizerId, name])),
  };
}

/** Every scheme that a route uses, and every authorizer. */
export function exportHttpSchemes(
  { routes, authorizers }: HttpApiParts,
  names: HttpSecurityNames,
  includesExtensions: boolean,
): Readonly<Record<string, object>> {
  const usesKeys = routes.some(({ apiKeyRequired }) => apiKeyRequired);
  const usesIam = routes.some(({ authorizationType }) => authorizationType === 'AWS_IAM');
  const iam = {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    ...(includesExtensions && { 'x-amazon-apigateway-authtype': 'awsSigv4' }),
  };
  return Object.fromEntries([
    ...(usesKeys ? [[names.apiKey, { type: 'apiKey', name: 'x-api-key', in: 'header' }] as const] : []),
    ...(usesIam ? [[names.iam, iam] as const] : []),
    ...authorizers.map(
      (authorizer) => [authorizer.name, exportAuthorizer(authorizer, includesExtensions)] as const,
    ),
  ]);
}

function exportAuthorizer(authorizer: HttpAuthorizer, includesExtensions: boolean): object {
  const { authorizerType, identitySource } = authorizer;
  const scheme =
    authorizerType === 'JWT' ? { type: 'oauth2', flows: {} } : { type: 'apiKey', ...placeOf(identitySource) };
  if (!includesExtensions) return scheme;
  return {
    ...scheme,
    'x-amazon-apigateway-authorizer': {
      type: authorizerType.toLowerCase(),
      // Said even when there is none: else it would be the scheme's header.
      identitySource: identitySource.join(','),
      ...(authorizer.jwtConfiguration && { jwtConfiguration: authorizer.jwtConfiguration }),
      ...present('authorizerUri', authorizer.authorizerUri),
      ...present('authorizerCredentials', authorizer.authorizerCredentialsArn),
      ...present('authorizerPayloadFormatVersion', authorizer.authorizerPayloadFormatVersion),
      ...present('authorizerResultTtlInSeconds', authorizer.authorizerResultTtlInSeconds),
      ...(authorizer.enableSimpleResponses !== null && {
        enableSimpleResponses: authorizer.enableSimpleResponses,
      }),
    },
  };
}

/** One header or parameter; of several, or none, what the documentation has stand there. */
function placeOf(sources: readonly string[]): { readonly name: string; readonly in: string } {
  const [, place, name] = /^\$request\.(header|querystring)\.(.+)$/.exec(sources[0] ?? '') ?? [];
  if (sources.length !== 1 || name === undefined) return { name: 'Unused', in: 'header' };
  return { name, in: place === 'header' ? 'header' : 'query' };
}

/** What a route asks for; nothing for an open one. */
export function exportHttpSecurity(route: HttpRoute, names: HttpSecurityNames): readonly object[] {
  const { authorizationType, authorizerId, authorizationScopes, apiKeyRequired } = route;
  const authorizer = authorizerId === null ? undefined : names.authorizers.get(authorizerId);
  return [
    ...(authorizer === undefined ? [] : [{ [authorizer]: authorizationScopes ?? [] }]),
    ...(authorizationType === 'AWS_IAM' ? [{ [names.iam]: [] }] : []),
    ...(apiKeyRequired ? [{ [names.apiKey]: [] }] : []),
  ];
}
