export type HttpAuthorizerType = 'REQUEST' | 'JWT';

/** Who decides whether a caller may use a route: a function, or the issuer of tokens. `null`: not set. */
export interface HttpAuthorizer {
  readonly apiId: string;
  readonly authorizerId: string;
  readonly name: string;
  readonly authorizerType: HttpAuthorizerType;
  readonly authorizerUri: string | null;
  readonly authorizerCredentialsArn: string | null;
  /** `1.0` or `2.0`; REQUEST authorizers of HTTP APIs only. */
  readonly authorizerPayloadFormatVersion: string | null;
  /** 0 to 3600; 0 or null: results are not kept. */
  readonly authorizerResultTtlInSeconds: number | null;
  /** Whether the function answers `{ isAuthorized, context }`; payload 2.0 only. */
  readonly enableSimpleResponses: boolean | null;
  /** `$request.header.Authorization` and its like. */
  readonly identitySource: readonly string[];
  readonly identityValidationExpression: string | null;
  readonly jwtConfiguration: { readonly audience?: readonly string[]; readonly issuer?: string } | null;
}
