import { memberPatches, setPatches } from '../../../kit/patches.js';
import type {
  Authorizer,
  AuthorizerType,
  CreateAuthorizerRequest,
  PatchOperation,
} from '../../../wire/generated/apigateway.js';

/** An authorizer as a form has it: nothing is the empty text. */
export interface AuthorizerDraft {
  readonly name: string;
  readonly type: AuthorizerType;
  readonly authorizerUri: string;
  readonly authorizerCredentials: string;
  /** `method.request.header.Authorization`; several after commas. */
  readonly identitySource: string;
  readonly identityValidationExpression: string;
  readonly providerARNs: readonly string[];
  readonly authorizerResultTtlInSeconds: number;
}

export const newAuthorizer: AuthorizerDraft = {
  name: '',
  type: 'TOKEN',
  authorizerUri: '',
  authorizerCredentials: '',
  identitySource: 'method.request.header.Authorization',
  identityValidationExpression: '',
  providerARNs: [],
  authorizerResultTtlInSeconds: 300,
};

/** A lifetime that was not set is 300 seconds. */
export const authorizerDraftOf = (authorizer: Authorizer): AuthorizerDraft => ({
  name: authorizer.name ?? '',
  type: authorizer.type ?? 'TOKEN',
  authorizerUri: authorizer.authorizerUri ?? '',
  authorizerCredentials: authorizer.authorizerCredentials ?? '',
  identitySource: authorizer.identitySource ?? '',
  identityValidationExpression: authorizer.identityValidationExpression ?? '',
  providerARNs: authorizer.providerARNs ?? [],
  authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds ?? 300,
});

const members = [
  'name',
  'type',
  'authorizerUri',
  'authorizerCredentials',
  'identitySource',
  'identityValidationExpression',
  'authorizerResultTtlInSeconds',
] as const;

/** What makes one authorizer of another (UpdateAuthorizer). */
export const authorizerPatches = (from: AuthorizerDraft, to: AuthorizerDraft): PatchOperation[] => [
  ...memberPatches(from, to, members, ['identitySource']),
  ...setPatches('/providerARNs', from.providerARNs, to.providerARNs),
];

/** What CreateAuthorizer is called with: what means something to the type. */
export function createMembers(draft: AuthorizerDraft): Omit<CreateAuthorizerRequest, 'restApiId'> {
  const { name, type, authorizerUri, authorizerCredentials, identitySource } = draft;
  const isPool = type === 'COGNITO_USER_POOLS';
  const expression = draft.identityValidationExpression;
  return {
    name,
    type,
    ...(isPool ? { providerARNs: draft.providerARNs } : { authorizerUri }),
    ...(!isPool && authorizerCredentials !== '' && { authorizerCredentials }),
    ...(identitySource !== '' && { identitySource }),
    ...(type === 'TOKEN' && expression !== '' && { identityValidationExpression: expression }),
    authorizerResultTtlInSeconds: draft.authorizerResultTtlInSeconds,
  };
}

/** Whether enough is said to make it. */
export const isWhole = ({ name, type, authorizerUri, providerARNs }: AuthorizerDraft): boolean =>
  name !== '' && (type === 'COGNITO_USER_POOLS' ? providerARNs.length > 0 : authorizerUri !== '');

/** The headers that an authorizer reads, for a test to ask for. */
export const headersOf = (identitySource: string | undefined): readonly string[] =>
  Array.from((identitySource ?? '').matchAll(/method\.request\.header\.([^,\s]+)/g), ([, name]) => name!);
