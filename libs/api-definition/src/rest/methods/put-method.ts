import type { Result } from '../../domain-error.js';
import type { Method } from './method.js';
import type { MethodReferences } from './method-references.js';
import { readHttpMethod, validateMethod } from './method-rules.js';

/** What PutMethod is given. */
export interface NewMethod {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId?: string;
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired?: boolean;
  readonly operationName?: string;
  readonly requestValidatorId?: string;
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  readonly requestModels?: Readonly<Record<string, string>>;
}

/** A new method, without responses and integration (recorded: methods). */
export function putMethod(input: NewMethod, references: MethodReferences): Result<Method> {
  const httpMethod = readHttpMethod(input.httpMethod);
  if (!httpMethod.ok) return httpMethod;
  return validateMethod(
    {
      restApiId: input.restApiId,
      resourceId: input.resourceId,
      httpMethod: httpMethod.value,
      authorizationType: input.authorizationType,
      authorizerId: input.authorizerId || null,
      authorizationScopes: input.authorizationScopes?.length ? input.authorizationScopes : null,
      apiKeyRequired: input.apiKeyRequired ?? false,
      operationName: input.operationName || null,
      requestValidatorId: input.requestValidatorId || null,
      requestParameters: input.requestParameters ?? null,
      requestModels: input.requestModels ?? null,
      methodResponses: {},
      methodIntegration: null,
    },
    references,
  );
}
