import { conflict, fail, notFound, ok, type Result } from '../../domain-error.js';
import { patched, patchedMember } from '../patch-members.js';
import type { HttpRoute } from '../routes/http-route.js';
import type { HttpAuthorizer, HttpAuthorizerType } from './http-authorizer.js';

/** What CreateAuthorizer is given. */
export interface GivenHttpAuthorizer {
  readonly name: string;
  readonly authorizerType: HttpAuthorizerType;
  readonly authorizerUri?: string;
  readonly authorizerCredentialsArn?: string;
  readonly authorizerPayloadFormatVersion?: string;
  readonly authorizerResultTtlInSeconds?: number;
  readonly enableSimpleResponses?: boolean;
  readonly identitySource?: readonly string[];
  readonly identityValidationExpression?: string;
  readonly jwtConfiguration?: { readonly audience?: readonly string[]; readonly issuer?: string };
}

/** A new authorizer, not checked yet: `checkHttpAuthorizer`. */
export const newHttpAuthorizer = (
  given: GivenHttpAuthorizer,
  { apiId, authorizerId }: Pick<HttpAuthorizer, 'apiId' | 'authorizerId'>,
): HttpAuthorizer => ({
  apiId,
  authorizerId,
  name: given.name,
  authorizerType: given.authorizerType,
  authorizerUri: given.authorizerUri || null,
  authorizerCredentialsArn: given.authorizerCredentialsArn || null,
  authorizerPayloadFormatVersion: given.authorizerPayloadFormatVersion || null,
  authorizerResultTtlInSeconds: given.authorizerResultTtlInSeconds ?? null,
  enableSimpleResponses: given.enableSimpleResponses ?? null,
  identitySource: sources(given.identitySource ?? []),
  identityValidationExpression: given.identityValidationExpression || null,
  jwtConfiguration: given.jwtConfiguration ?? null,
});

/** An authorizer after UpdateAuthorizer, not checked yet. */
export const updatedHttpAuthorizer = (
  authorizer: HttpAuthorizer,
  given: Partial<GivenHttpAuthorizer>,
): HttpAuthorizer => ({
  ...authorizer,
  name: patched(given.name, authorizer.name),
  authorizerType: patched(given.authorizerType, authorizer.authorizerType),
  authorizerUri: patchedMember(given.authorizerUri, authorizer.authorizerUri),
  authorizerCredentialsArn: patchedMember(
    given.authorizerCredentialsArn,
    authorizer.authorizerCredentialsArn,
  ),
  authorizerPayloadFormatVersion: patchedMember(
    given.authorizerPayloadFormatVersion,
    authorizer.authorizerPayloadFormatVersion,
  ),
  authorizerResultTtlInSeconds: patched(
    given.authorizerResultTtlInSeconds,
    authorizer.authorizerResultTtlInSeconds,
  ),
  enableSimpleResponses: patched(given.enableSimpleResponses, authorizer.enableSimpleResponses),
  identitySource: given.identitySource ? sources(given.identitySource) : authorizer.identitySource,
  identityValidationExpression: patchedMember(
    given.identityValidationExpression,
    authorizer.identityValidationExpression,
  ),
  jwtConfiguration: given.jwtConfiguration
    ? { ...authorizer.jwtConfiguration, ...given.jwtConfiguration }
    : authorizer.jwtConfiguration,
});

/** Clients that must give the list, and mean none, give an empty text. */
const sources = (given: readonly string[]): readonly string[] => given.filter((source) => source !== '');

/** An authorizer that a route uses stays; the text is AWS's. */
export function checkHttpAuthorizerDeletion(
  { authorizerId, name }: Pick<HttpAuthorizer, 'authorizerId' | 'name'>,
  routes: readonly Pick<HttpRoute, 'authorizerId' | 'routeKey'>[],
): Result<null> {
  const user = routes.find((route) => route.authorizerId === authorizerId);
  return user
    ? fail(conflict(`Cannot delete authorizer '${name}', is referenced in route: ${user.routeKey}`))
    : ok(null);
}

export const httpAuthorizerNotFound = notFound('Invalid Authorizer identifier specified');
