import type { FrozenHttpDefinition, HttpAuthorizer, HttpIntegration, HttpRoute } from '#libs/api-definition';

import { checkHttpDefinition } from '../compile-http-deployment.js';

const apiId = 'a1b2c3d4e5';
export const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:pets';
export const role = 'arn:aws:iam::000000000000:role/caller';

/** What the compiler says of a definition, `code: message` each. */
export const complaintsAbout = (parts: Partial<FrozenHttpDefinition>): string[] =>
  checkHttpDefinition(httpDefinition(parts)).map(({ code, message }) => `${code}: ${message}`);

/** The frozen definition of an HTTP API with what is given, and nothing else. */
export function httpDefinition(parts: Partial<FrozenHttpDefinition> = {}): FrozenHttpDefinition {
  return {
    api: {
      owner: { accountId: '000000000000', region: 'us-east-1' },
      apiId,
      protocolType: 'HTTP',
      apiKeySelectionExpression: '$request.header.x-api-key',
      routeSelectionExpression: '$request.method $request.path',
      corsConfiguration: null,
      disableExecuteApiEndpoint: false,
      disableSchemaValidation: false,
      ipAddressType: 'ipv4',
      apiGatewayManaged: false,
    },
    routes: [],
    routeResponses: [],
    integrations: [],
    integrationResponses: [],
    authorizers: [],
    models: [],
    ...parts,
  };
}

/** A route to the integration `int0001`. */
export function httpRoute(routeKey: string, change: Partial<HttpRoute> = {}): HttpRoute {
  return {
    apiId,
    routeId: `r-${routeKey.replace(/\W+/g, '')}`,
    routeKey,
    apiGatewayManaged: false,
    apiKeyRequired: false,
    authorizationType: 'NONE',
    authorizationScopes: null,
    authorizerId: null,
    modelSelectionExpression: null,
    operationName: null,
    requestModels: null,
    requestParameters: null,
    routeResponseSelectionExpression: null,
    target: 'integrations/int0001',
    ...change,
  };
}

/** HTTP_PROXY to a URI, named `int0001`. */
export function httpIntegration(change: Partial<HttpIntegration> = {}): HttpIntegration {
  return {
    apiId,
    integrationId: 'int0001',
    apiGatewayManaged: false,
    connectionId: null,
    connectionType: 'INTERNET',
    contentHandlingStrategy: null,
    credentialsArn: null,
    description: null,
    integrationMethod: 'ANY',
    integrationResponseSelectionExpression: null,
    integrationSubtype: null,
    integrationType: 'HTTP_PROXY',
    integrationUri: 'http://backend.test',
    passthroughBehavior: null,
    payloadFormatVersion: '1.0',
    requestParameters: null,
    requestTemplates: null,
    responseParameters: null,
    templateSelectionExpression: null,
    timeoutInMillis: 30_000,
    tlsConfig: null,
    ...change,
  };
}

/** A function of format 2.0, named `aut001`. */
export function httpAuthorizer(change: Partial<HttpAuthorizer> = {}): HttpAuthorizer {
  return {
    apiId,
    authorizerId: 'aut001',
    name: 'guard',
    authorizerType: 'REQUEST',
    authorizerUri:
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations',
    authorizerCredentialsArn: null,
    authorizerPayloadFormatVersion: '2.0',
    authorizerResultTtlInSeconds: null,
    enableSimpleResponses: null,
    identitySource: ['$request.header.Authorization'],
    identityValidationExpression: null,
    jwtConfiguration: null,
    ...change,
  };
}
