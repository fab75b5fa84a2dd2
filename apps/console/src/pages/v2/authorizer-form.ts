import type {
  Authorizer,
  AuthorizerType,
  CreateAuthorizerRequest,
} from '../../wire/generated/apigatewayv2.js';
import { listOf, listText } from './typed-lists.js';

/** What a person may set of an authorizer, as typed. */
export interface TypedAuthorizer {
  readonly name: string;
  readonly authorizerType: string;
  readonly identitySource: string;
  readonly issuer: string;
  readonly audience: string;
  readonly authorizerUri: string;
  readonly ttl: string;
  readonly simpleResponses: string;
  /** Of the event that a function of an HTTP API gets. */
  readonly payloadFormat: string;
}

export const typedAuthorizer = (authorizer: Authorizer): TypedAuthorizer => ({
  name: authorizer.name ?? '',
  authorizerType: authorizer.authorizerType ?? 'JWT',
  identitySource: listText(authorizer.identitySource ?? ['$request.header.Authorization']),
  issuer: authorizer.jwtConfiguration?.issuer ?? '',
  audience: listText(authorizer.jwtConfiguration?.audience),
  authorizerUri: authorizer.authorizerUri ?? '',
  // What AWS keeps them for where nothing is said.
  ttl: String(authorizer.authorizerResultTtlInSeconds ?? 300),
  simpleResponses: authorizer.enableSimpleResponses ? 'yes' : 'no',
  payloadFormat: authorizer.authorizerPayloadFormatVersion ?? '2.0',
});

/** The members of CreateAuthorizer that those fields come to; of UpdateAuthorizer, too. */
export function authorizerMembers(
  typed: TypedAuthorizer,
  isHttp: boolean,
): Omit<CreateAuthorizerRequest, 'apiId'> {
  const isJwt = typed.authorizerType === 'JWT';
  return {
    name: typed.name,
    authorizerType: typed.authorizerType as AuthorizerType,
    identitySource: listOf(typed.identitySource),
    ...(isJwt
      ? { jwtConfiguration: { issuer: typed.issuer, audience: listOf(typed.audience) } }
      : {
          authorizerUri: typed.authorizerUri,
          ...(typed.ttl && { authorizerResultTtlInSeconds: Number(typed.ttl) }),
          ...(isHttp && {
            authorizerPayloadFormatVersion: typed.payloadFormat,
            enableSimpleResponses: typed.simpleResponses === 'yes',
          }),
        }),
  };
}
