export const authorizerTypes = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'] as const;
export type AuthorizerKind = (typeof authorizerTypes)[number];

/**
 * Who decides whether a caller may use a method. `null` means "not set"; the presenter leaves such members
 * out.
 */
export interface Authorizer {
  readonly restApiId: string;
  readonly id: string;
  readonly name: string;
  readonly type: AuthorizerKind;
  /** `custom`, `cognito_user_pools`, or what an imported document said. */
  readonly authType: string;
  /** User pools; COGNITO_USER_POOLS only. */
  readonly providerARNs: readonly string[] | null;
  readonly authorizerUri: string | null;
  readonly authorizerCredentials: string | null;
  /** One mapping expression, for REQUEST several with commas between them. */
  readonly identitySource: string | null;
  readonly identityValidationExpression: string | null;
  /** Seconds; 0 switches caching off. Null shows as absent and means `defaultAuthorizerTtlInSeconds`. */
  readonly authorizerResultTtlInSeconds: number | null;
}

/** How long results are kept when nothing was said (API reference: CreateAuthorizer). */
export const defaultAuthorizerTtlInSeconds = 300;
