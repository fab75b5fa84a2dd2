import type { Authorizer, FrozenDefinition, Method } from '#libs/api-definition';
import { present } from './present.js';

/** Names of the security schemes of a document. */
export interface SecurityNames {
  readonly apiKey: string;
  readonly iam: string;
  /** By authorizer id. */
  readonly authorizers: ReadonlyMap<string, Authorizer>;
}

/** Schemes for keys and IAM step aside for authorizers that have their names. */
export function securityNames({ authorizers }: FrozenDefinition): SecurityNames {
  const taken = new Set(authorizers.map(({ name }) => name));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  return {
    apiKey: free('api_key'),
    iam: free('sigv4'),
    authorizers: new Map(authorizers.map((authorizer) => [authorizer.id, authorizer])),
  };
}

/** Every scheme that a method uses, and every authorizer. */
export function exportSecuritySchemes(
  { methods, authorizers }: FrozenDefinition,
  names: SecurityNames,
  showsAuthorizers: boolean,
): Readonly<Record<string, object>> {
  const usesKeys = methods.some(({ apiKeyRequired }) => apiKeyRequired);
  const usesIam = methods.some(({ authorizationType }) => authorizationType === 'AWS_IAM');
  const schemes: (readonly [string, object])[] = [
    ...(usesKeys ? [[names.apiKey, { type: 'apiKey', name: 'x-api-key', in: 'header' }] as const] : []),
    ...(usesIam
      ? [
          [
            names.iam,
            {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authtype': 'awsSigv4',
            },
          ] as const,
        ]
      : []),
    ...authorizers.map(
      (authorizer) => [authorizer.name, exportAuthorizer(authorizer, showsAuthorizers)] as const,
    ),
  ];
  return Object.fromEntries(schemes);
}

function exportAuthorizer(authorizer: Authorizer, isShown: boolean): object {
  const { type, identitySource } = authorizer;
  const header = /^method\.request\.header\.([^\s,]+)$/.exec(identitySource ?? '')?.[1];
  return {
    type: 'apiKey',
    // Several sources, or none in a header (developer guide: x-amazon-apigateway-authorizer).
    name: header ?? 'Unused',
    in: 'header',
    'x-amazon-apigateway-authtype': authorizer.authType,
    ...(isShown && {
      'x-amazon-apigateway-authorizer': {
        type: type.toLowerCase(),
        ...present('providerARNs', authorizer.providerARNs),
        ...present('authorizerUri', authorizer.authorizerUri),
        ...present('authorizerCredentials', authorizer.authorizerCredentials),
        // For the others the scheme's header says it.
        ...present('identitySource', type === 'REQUEST' ? identitySource : null),
        ...present('identityValidationExpression', authorizer.identityValidationExpression),
        ...present('authorizerResultTtlInSeconds', authorizer.authorizerResultTtlInSeconds),
      },
    }),
  };
}

/** What a method asks for; nothing for an open one. */
export function exportSecurity(method: Method, names: SecurityNames): readonly object[] {
  const authorizer = method.authorizerId === null ? undefined : names.authorizers.get(method.authorizerId);
  return [
    ...(authorizer ? [{ [authorizer.name]: method.authorizationScopes ?? [] }] : []),
    ...(method.authorizationType === 'AWS_IAM' ? [{ [names.iam]: [] }] : []),
    ...(method.apiKeyRequired ? [{ [names.apiKey]: [] }] : []),
  ];
}
