import { mapPatches, memberPatches, setPatches } from '../../../kit/patches.js';
import type { Method, PatchOperation } from '../../../wire/generated/apigateway.js';

/** What a method asks of a request, as a form has it: nothing is the empty text. */
export interface RequestDraft {
  readonly authorizationType: string;
  readonly authorizerId: string;
  readonly authorizationScopes: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly requestValidatorId: string;
  readonly operationName: string;
  /** `method.request.header.x` to whether it is required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Content types to names of models. */
  readonly requestModels: Readonly<Record<string, string>>;
}

export const requestDraftOf = (method: Method): RequestDraft => ({
  authorizationType: method.authorizationType ?? 'NONE',
  authorizerId: method.authorizerId ?? '',
  authorizationScopes: method.authorizationScopes ?? [],
  apiKeyRequired: method.apiKeyRequired ?? false,
  requestValidatorId: method.requestValidatorId ?? '',
  operationName: method.operationName ?? '',
  requestParameters: method.requestParameters ?? {},
  requestModels: method.requestModels ?? {},
});

/** Only those authorization types that an authorizer decides. */
export const hasAuthorizer = (authorizationType: string): boolean =>
  authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS';

const members = [
  'authorizationType',
  'authorizerId',
  'apiKeyRequired',
  'requestValidatorId',
  'operationName',
] as const;

/** What makes one request of another (UpdateMethod). An authorizer goes with its type. */
export function requestPatches(from: RequestDraft, to: RequestDraft): PatchOperation[] {
  const kept = hasAuthorizer(to.authorizationType) ? to : { ...to, authorizerId: '' };
  return [
    ...memberPatches(from, kept, members),
    ...setPatches('/authorizationScopes', from.authorizationScopes, kept.authorizationScopes),
    ...mapPatches('/requestParameters', from.requestParameters, kept.requestParameters),
    ...mapPatches('/requestModels', from.requestModels, kept.requestModels),
  ];
}
