import { call, type Step } from './step.js';
import type { Known } from '../step.js';

export const functionUri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';
export const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:pets';
const logGroup = 'arn:aws:logs:us-east-1:000000000000:log-group:contract';

const api = ({ apiId }: Known) => ({ ApiId: apiId });
const route = ({ apiId, routeId }: Known) => ({ ApiId: apiId, RouteId: routeId });
const integration = ({ apiId, integrationId }: Known) => ({ ApiId: apiId, IntegrationId: integrationId });
const authorizer = ({ apiId, authorizerId }: Known) => ({ ApiId: apiId, AuthorizerId: authorizerId });
const model = ({ apiId, modelId }: Known) => ({ ApiId: apiId, ModelId: modelId });
const deployment = ({ apiId, deploymentId }: Known) => ({ ApiId: apiId, DeploymentId: deploymentId });
const dev = ({ apiId }: Known) => ({ ApiId: apiId, StageName: 'dev' });
const socketIntegration = ({ socketId, mockId }: Known) => ({ ApiId: socketId, IntegrationId: mockId });
const socketResponse = (known: Known) => ({
  ...socketIntegration(known),
  IntegrationResponseId: known['integrationResponseId'],
});
const connect = ({ socketId, connectId }: Known) => ({ ApiId: socketId, RouteId: connectId });
const routeResponse = (known: Known) => ({ ...connect(known), RouteResponseId: known['routeResponseId'] });
const parameter = 'route.request.header.a';
export const document = JSON.stringify({
  openapi: '3.0.1',
  info: { title: 'imported', version: '1' },
  paths: {
    '/pets': {
      get: {
        requestBody: { content: {} },
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'GET',
          uri: 'http://example.com/',
          payloadFormatVersion: '1.0',
        },
      },
    },
  },
});

/** A whole HTTP API, and of a WebSocket API what HTTP APIs do not have. */
export const httpApiSteps: readonly Step[] = [
  call(
    'CreateApi',
    () => ({
      Name: 'contract',
      ProtocolType: 'HTTP',
      Description: 'd',
      CorsConfiguration: { AllowOrigins: ['https://example.com'], AllowMethods: ['GET'], MaxAge: 300 },
      Tags: { 'tollgate:rest-features': 'on' },
    }),
    {
      shows: ['ApiId', 'ApiEndpoint', 'CreatedDate', 'RouteSelectionExpression', 'CorsConfiguration', 'Tags'],
      keeps: { apiId: 'ApiId' },
    },
  ),
  call('GetApi', api, { shows: ['ApiId', 'Name', 'ProtocolType'] }),
  call('GetApis', () => ({ MaxResults: '10' }), { shows: ['Items'] }),
  call('UpdateApi', (known) => ({ ...api(known), Version: 'v1' }), { shows: ['Version'] }),
  call(
    'CreateIntegration',
    (known) => ({
      ...api(known),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn,
      PayloadFormatVersion: '2.0',
    }),
    {
      shows: ['IntegrationId', 'PayloadFormatVersion', 'TimeoutInMillis', 'ConnectionType'],
      keeps: { integrationId: 'IntegrationId' },
    },
  ),
  call('GetIntegration', integration, { shows: ['IntegrationId', 'IntegrationType'] }),
  call('GetIntegrations', api, { shows: ['Items'] }),
  call(
    'UpdateIntegration',
    (known) => ({ ...integration(known), ResponseParameters: { '200': { 'append:header.a': 'b' } } }),
    { shows: ['ResponseParameters'] },
  ),
  call(
    'CreateAuthorizer',
    (known) => ({
      ...api(known),
      Name: 'tokens',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example.com', Audience: ['a'] },
    }),
    { shows: ['AuthorizerId', 'JwtConfiguration'], keeps: { authorizerId: 'AuthorizerId' } },
  ),
  call('GetAuthorizer', authorizer, { shows: ['AuthorizerId', 'Name'] }),
  call('GetAuthorizers', api, { shows: ['Items'] }),
  call('UpdateAuthorizer', (known) => ({ ...authorizer(known), Name: 'renamed' }), { shows: ['Name'] }),
  call('CreateModel', (known) => ({ ...api(known), Name: 'Pet', Schema: '{"type":"object"}' }), {
    shows: ['ModelId', 'ContentType', 'Schema'],
    keeps: { modelId: 'ModelId' },
  }),
  call('GetModel', model, { shows: ['ModelId', 'Name'] }),
  call('GetModels', api, { shows: ['Items'] }),
  call('GetModelTemplate', model, { shows: ['Value'] }),
  call('UpdateModel', (known) => ({ ...model(known), Description: 'd' }), { shows: ['Description'] }),
  call(
    'CreateRoute',
    (known) => ({
      ...api(known),
      RouteKey: 'GET /pets/{id}',
      Target: `integrations/${known['integrationId']}`,
      AuthorizationType: 'JWT',
      AuthorizerId: known['authorizerId'],
      AuthorizationScopes: ['read'],
      RequestModels: { 'application/json': 'Pet' },
    }),
    { shows: ['RouteId', 'RouteKey', 'Target', 'AuthorizationScopes'], keeps: { routeId: 'RouteId' } },
  ),
  call('GetRoute', route, { shows: ['RouteId', 'AuthorizationType'] }),
  call('GetRoutes', api, { shows: ['Items'] }),
  call('UpdateRoute', (known) => ({ ...route(known), OperationName: 'getPet' }), {
    shows: ['OperationName'],
  }),
  call('CreateDeployment', (known) => ({ ...api(known), Description: 'first' }), {
    shows: ['DeploymentId', 'CreatedDate', 'DeploymentStatus'],
    keeps: { deploymentId: 'DeploymentId' },
  }),
  call('GetDeployment', deployment, { shows: ['DeploymentId', 'AutoDeployed'] }),
  call('GetDeployments', api, { shows: ['Items'] }),
  call('UpdateDeployment', (known) => ({ ...deployment(known), Description: 'e' }), {
    shows: ['Description'],
  }),
  call(
    'CreateStage',
    (known) => ({
      ...dev(known),
      DeploymentId: known['deploymentId'],
      StageVariables: { a: 'b' },
      AccessLogSettings: { DestinationArn: logGroup, Format: '$context.requestId' },
      RouteSettings: { 'GET /pets/{id}': { ThrottlingRateLimit: 5.5, ThrottlingBurstLimit: 5 } },
    }),
    { shows: ['StageName', 'CreatedDate', 'StageVariables', 'AccessLogSettings', 'RouteSettings'] },
  ),
  call('GetStage', dev, { shows: ['StageName', 'DeploymentId', 'DefaultRouteSettings'] }),
  call('GetStages', api, { shows: ['Items'] }),
  call('UpdateStage', (known) => ({ ...dev(known), Description: 'd' }), { shows: ['Description'] }),
  call('ResetAuthorizersCache', dev),
  call(
    'CreateApi',
    () => ({
      Name: 'messages',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
    { shows: ['ApiId', 'ApiEndpoint'], keeps: { socketId: 'ApiId' } },
  ),
  call('CreateIntegration', ({ socketId }) => ({ ApiId: socketId, IntegrationType: 'MOCK' }), {
    shows: ['IntegrationResponseSelectionExpression', 'PassthroughBehavior'],
    keeps: { mockId: 'IntegrationId' },
  }),
  call(
    'CreateIntegrationResponse',
    (known) => ({
      ...socketIntegration(known),
      IntegrationResponseKey: '$default',
      ResponseTemplates: { $default: '{}' },
    }),
    {
      shows: ['IntegrationResponseId', 'IntegrationResponseKey', 'ResponseTemplates'],
      keeps: { integrationResponseId: 'IntegrationResponseId' },
    },
  ),
  call('GetIntegrationResponse', socketResponse, { shows: ['IntegrationResponseId'] }),
  call('GetIntegrationResponses', socketIntegration, { shows: ['Items'] }),
  call(
    'UpdateIntegrationResponse',
    (known) => ({ ...socketResponse(known), TemplateSelectionExpression: '$default' }),
    { shows: ['TemplateSelectionExpression'] },
  ),
  call(
    'CreateRoute',
    ({ socketId }) => ({
      ApiId: socketId,
      RouteKey: '$connect',
      RequestParameters: { [parameter]: { Required: true } },
      RouteResponseSelectionExpression: '$default',
    }),
    { shows: ['RequestParameters'], keeps: { connectId: 'RouteId' } },
  ),
  call('CreateRouteResponse', (known) => ({ ...connect(known), RouteResponseKey: '$default' }), {
    shows: ['RouteResponseId', 'RouteResponseKey'],
    keeps: { routeResponseId: 'RouteResponseId' },
  }),
  call('GetRouteResponse', routeResponse, { shows: ['RouteResponseId'] }),
  call('GetRouteResponses', connect, { shows: ['Items'] }),
  call(
    'UpdateRouteResponse',
    (known) => ({ ...routeResponse(known), ModelSelectionExpression: '$request.body.a' }),
    { shows: ['ModelSelectionExpression'] },
  ),
  call('ImportApi', () => ({ Body: document, Basepath: 'ignore', FailOnWarnings: true }), {
    shows: ['ApiId', 'Name', 'Version', 'ImportInfo'],
    keeps: { importedId: 'ApiId' },
  }),
  call('ReimportApi', ({ importedId }) => ({ ApiId: importedId, Body: document }), { shows: ['ApiId'] }),
  call('ExportApi', ({ importedId }) => ({ ApiId: importedId, Specification: 'OAS30', OutputType: 'YAML' }), {
    shows: ['body'],
  }),
];

/** Takes away what the steps above have made. */
export const httpApiRemovalSteps: readonly Step[] = [
  call('DeleteRouteResponse', routeResponse),
  call('DeleteRouteRequestParameter', (known) => ({ ...connect(known), RequestParameterKey: parameter })),
  call('DeleteIntegrationResponse', socketResponse),
  call('DeleteRouteSettings', (known) => ({ ...dev(known), RouteKey: 'GET /pets/{id}' })),
  call('DeleteAccessLogSettings', dev),
  call('DeleteStage', dev),
  call('DeleteDeployment', deployment),
  call('DeleteRoute', route),
  call('DeleteModel', model),
  call('DeleteAuthorizer', authorizer),
  call('DeleteIntegration', integration),
  call('DeleteCorsConfiguration', api),
  call('DeleteApi', api),
];
