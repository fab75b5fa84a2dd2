import type { Integration } from '../integrations/integration.js';

export const httpMethods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/**
 * What a method may answer, by status code. Maps are null when they were never given, `{}` when given empty
 * (recorded: method responses).
 */
export interface MethodResponse {
  readonly statusCode: string;
  /** `method.response.header.<name>` to required. */
  readonly responseParameters: Readonly<Record<string, boolean>> | null;
  /** Content type to model name. */
  readonly responseModels: Readonly<Record<string, string>> | null;
}

/** One HTTP method of a Resource with everything that hangs on it. */
export interface Method {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: HttpMethod;
  /** Upper case: NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS. */
  readonly authorizationType: string;
  readonly authorizerId: string | null;
  readonly authorizationScopes: readonly string[] | null;
  readonly apiKeyRequired: boolean;
  readonly operationName: string | null;
  readonly requestValidatorId: string | null;
  /** `method.request.{path|querystring|header}.<name>` to required. */
  readonly requestParameters: Readonly<Record<string, boolean>> | null;
  /** Content type to model name. */
  readonly requestModels: Readonly<Record<string, string>> | null;
  /** By status code. */
  readonly methodResponses: Readonly<Record<string, MethodResponse>>;
  readonly methodIntegration: Integration | null;
}
