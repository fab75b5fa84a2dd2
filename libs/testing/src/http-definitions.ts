import type {
  FrozenHttpDefinition,
  HttpApi,
  HttpAuthorizer,
  HttpIntegration,
  HttpRoute,
  HttpStage,
} from '#libs/api-definition';

const apiId = 'a1b2c3d4e5';

/** An HTTP API with nothing set but what is given. */
export const httpApiWith = (change: Partial<HttpApi> = {}): HttpApi => ({
  owner: { accountId: '000000000000', region: 'us-east-1' },
  apiId,
  protocolType: 'HTTP',
  name: 'pets',
  description: null,
  version: null,
  createdAtMs: 1,
  apiKeySelectionExpression: '$request.header.x-api-key',
  routeSelectionExpression: '$request.method $request.path',
  corsConfiguration: null,
  disableExecuteApiEndpoint: false,
  disableSchemaValidation: false,
  ipAddressType: 'ipv4',
  apiGatewayManaged: false,
  importInfo: [],
  warnings: [],
  tags: {},
  ...change,
});

/** The stage `$default` with nothing set but what is given. */
export const httpStageWith = (change: Partial<HttpStage> = {}): HttpStage => ({
  apiId,
  stageName: '$default',
  deploymentId: null,
  autoDeploy: false,
  apiGatewayManaged: false,
  description: null,
  createdAtMs: 1,
  lastUpdatedAtMs: 1,
  lastDeploymentStatusMessage: null,
  clientCertificateId: null,
  authorizersFlushed: 0,
  accessLogSettings: null,
  defaultRouteSettings: {},
  routeSettings: {},
  stageVariables: {},
  tags: {},
  ...change,
});

/** The frozen definition of an HTTP API with what is given, and nothing else. */
export function httpDefinitionWith(parts: Partial<FrozenHttpDefinition> = {}): FrozenHttpDefinition {
  return {
    api: httpApiWith(),
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
export function httpRouteWith(routeKey: string, change: Partial<HttpRoute> = {}): HttpRoute {
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
export function httpIntegrationWith(change: Partial<HttpIntegration> = {}): HttpIntegration {
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
export function httpAuthorizerWith(change: Partial<HttpAuthorizer> = {}): HttpAuthorizer {
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
