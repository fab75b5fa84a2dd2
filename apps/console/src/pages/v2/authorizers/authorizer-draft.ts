import type { Deleted } from '../../../kit/review/deletion.js';
import {
  DeleteAuthorizer,
  type Authorizer,
  type AuthorizerType,
  type CreateAuthorizerRequest,
} from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import { changedMembers } from '../changed-members.js';
import { listOf, listText, yesNo } from '../typed-lists.js';

/** What a person may set of an authorizer, as typed. */
export interface AuthorizerDraft {
  readonly name: string;
  readonly authorizerType: string;
  readonly identitySource: string;
  readonly issuer: string;
  readonly audience: string;
  readonly authorizerUri: string;
  readonly credentialsArn: string;
  readonly ttl: string;
  readonly simpleResponses: string;
  /** Of the event that a function of an HTTP API gets. */
  readonly payloadFormat: string;
}

export const authorizerLabels: Readonly<Record<keyof AuthorizerDraft, string>> = {
  name: 'Name',
  authorizerType: 'Type',
  identitySource: 'Identity sources',
  issuer: 'Issuer',
  audience: 'Audience',
  authorizerUri: 'URI of the function',
  credentialsArn: 'Role',
  ttl: 'Results kept, s',
  simpleResponses: 'Simple responses',
  payloadFormat: 'Payload format',
};

export const authorizerDraftOf = (authorizer: Authorizer): AuthorizerDraft => ({
  name: authorizer.name ?? '',
  authorizerType: authorizer.authorizerType ?? 'JWT',
  identitySource: listText(authorizer.identitySource),
  issuer: authorizer.jwtConfiguration?.issuer ?? '',
  audience: listText(authorizer.jwtConfiguration?.audience),
  authorizerUri: authorizer.authorizerUri ?? '',
  credentialsArn: authorizer.authorizerCredentialsArn ?? '',
  // What AWS keeps them for where nothing is said.
  ttl: String(authorizer.authorizerResultTtlInSeconds ?? 300),
  simpleResponses: yesNo(authorizer.enableSimpleResponses),
  payloadFormat: authorizer.authorizerPayloadFormatVersion ?? '2.0',
});

/** What a new one begins as. */
export const newAuthorizer = (isHttp: boolean): AuthorizerDraft =>
  authorizerDraftOf({
    authorizerType: isHttp ? 'JWT' : 'REQUEST',
    identitySource: [isHttp ? '$request.header.Authorization' : 'route.request.header.Authorization'],
  });

type Members = Omit<CreateAuthorizerRequest, 'apiId'>;

/** The members of CreateAuthorizer that a draft comes to: those of its type alone. */
export function authorizerMembers(draft: AuthorizerDraft, isHttp: boolean): Members {
  const { name, authorizerUri, credentialsArn, ttl } = draft;
  const isJwt = draft.authorizerType === 'JWT';
  return {
    name,
    authorizerType: draft.authorizerType as AuthorizerType,
    identitySource: listOf(draft.identitySource),
    ...(isJwt
      ? { jwtConfiguration: { issuer: draft.issuer, audience: listOf(draft.audience) } }
      : {
          authorizerUri,
          ...(credentialsArn && { authorizerCredentialsArn: credentialsArn }),
          ...(isHttp && {
            ...(ttl && { authorizerResultTtlInSeconds: Number(ttl) }),
            authorizerPayloadFormatVersion: draft.payloadFormat,
            enableSimpleResponses: draft.simpleResponses === 'yes',
          }),
        }),
  };
}

/** What UpdateAuthorizer is given: what changed. What goes with another type, the service knows itself. */
export const authorizerChange = (
  from: AuthorizerDraft,
  to: AuthorizerDraft,
  isHttp: boolean,
): Partial<Members> => {
  const members = authorizerMembers(to, isHttp);
  const changed = changedMembers(authorizerMembers(from, isHttp), members);
  return Object.fromEntries(
    Object.entries(changed).filter(([name]) => name in members || name === 'authorizerCredentialsArn'),
  );
};

export const deleteAuthorizer = (apiId: string, { authorizerId = '', name = '' }: Authorizer): Deleted => ({
  noun: 'authorizer',
  name,
  step: call(DeleteAuthorizer, { apiId, authorizerId }),
  danger: 'Routes that it guards keep it from being deleted: give them another first.',
});
