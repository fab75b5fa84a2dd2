import { anything, either, flag, listOf, map, mapOf, recordOf, text, type Shape } from './shape.js';

/** Members whose values are warned of one by one when they are no texts (recorded: import, integrations). */
const warnedTexts = mapOf(anything);
const texts = listOf(text);
const mapOrText = either(map, text);

const named = (shapes: Readonly<Record<string, Shape>>): Readonly<Record<string, Shape>> =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [`x-amazon-apigateway-${name}`, shape]));

/** Of a server of OpenAPI 3, and of the root. */
export const endpointExtensions = named({
  'endpoint-configuration': recordOf({ disableExecuteApiEndpoint: flag, vpcEndpointIds: texts }),
});

export const rootExtensions = {
  ...endpointExtensions,
  ...named({
    'api-key-source': text,
    'binary-media-types': texts,
    documentation: recordOf({
      version: text,
      // What is wrong inside a part is a warning.
      documentationParts: listOf(anything),
    }),
    'endpoint-access-mode': text,
    'gateway-responses': mapOf(
      recordOf({ statusCode: text, responseParameters: mapOf(text), responseTemplates: mapOf(text) }),
    ),
    'minimum-compression-size': text,
    policy: mapOrText,
    'request-validator': text,
    'request-validators': mapOf(recordOf({ validateRequestBody: flag, validateRequestParameters: flag })),
    'security-policy': text,
  }),
};

/** Of a security scheme. */
export const authorizerExtensions = named({
  authtype: text,
  authorizer: recordOf({
    type: text,
    authorizerUri: text,
    authorizerCredentials: text,
    authorizerResultTtlInSeconds: text,
    identitySource: text,
    identityValidationExpression: text,
    providerARNs: texts,
  }),
});

/** Of an operation. */
export const operationExtensions = named({
  auth: recordOf({ type: text }),
  integration: recordOf({
    type: text,
    httpMethod: text,
    uri: text,
    connectionType: text,
    connectionId: text,
    responseTransferMode: text,
    integrationTarget: text,
    credentials: text,
    requestParameters: warnedTexts,
    requestTemplates: warnedTexts,
    passthroughBehavior: text,
    contentHandling: text,
    timeoutInMillis: text,
    cacheNamespace: text,
    cacheKeyParameters: texts,
    tlsConfig: recordOf({ insecureSkipVerification: flag }),
    responses: mapOf(
      recordOf({
        statusCode: text,
        contentHandling: text,
        responseParameters: warnedTexts,
        responseTemplates: warnedTexts,
      }),
    ),
  }),
  'request-validator': text,
});
