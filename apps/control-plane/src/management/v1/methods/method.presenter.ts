import type { Method, MethodResponse } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { presentIntegration } from '../integrations/integration.presenter.js';

/** The method with its responses and its integration, each absent while there is none (recorded: methods). */
export function presentMethod(method: Method): v1.Method {
  const { authorizerId, authorizationScopes, operationName, requestValidatorId } = method;
  const { requestParameters, requestModels, methodResponses, methodIntegration } = method;
  const responses = Object.entries(methodResponses);
  return {
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType,
    ...(authorizerId !== null && { authorizerId }),
    apiKeyRequired: method.apiKeyRequired,
    ...(requestValidatorId !== null && { requestValidatorId }),
    ...(operationName !== null && { operationName }),
    ...(requestParameters && { requestParameters: { ...requestParameters } }),
    ...(requestModels && { requestModels: { ...requestModels } }),
    ...(responses.length > 0 && {
      methodResponses: Object.fromEntries(
        responses.map(([code, response]) => [code, presentMethodResponse(response)]),
      ),
    }),
    ...(methodIntegration && { methodIntegration: presentIntegration(methodIntegration) }),
    ...(authorizationScopes && { authorizationScopes: [...authorizationScopes] }),
  };
}

export function presentMethodResponse(response: MethodResponse): v1.MethodResponse {
  const { statusCode, responseParameters, responseModels } = response;
  return {
    statusCode,
    ...(responseParameters && { responseParameters: { ...responseParameters } }),
    ...(responseModels && { responseModels: { ...responseModels } }),
  };
}
