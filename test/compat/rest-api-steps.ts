import { call, replace, type Known, type Step } from './step.js';

const api = ({ restApiId }: Known) => ({ restApiId });
const method = ({ restApiId, resourceId }: Known) => ({ restApiId, resourceId, httpMethod: 'GET' });
const response = (known: Known) => ({ ...method(known), statusCode: '200' });
const stage = ({ restApiId }: Known) => ({ restApiId, stageName: 'dev' });
const openApi = Buffer.from(
  JSON.stringify({ openapi: '3.0.1', info: { title: 'imported', version: '1' }, paths: {} }),
);
const documentation = Buffer.from(
  JSON.stringify({
    swagger: '2.0',
    'x-amazon-apigateway-documentation': {
      version: '1',
      documentationParts: [{ location: { type: 'API' }, properties: { description: 'd' } }],
    },
  }),
);

/**
 * A RestApi and all that is below it, from first create to last delete, in an order in which each call can
 * succeed.
 */
export const restApiSteps: readonly Step[] = [
  call('CreateRestApi', () => ({ name: 'contract', description: 'd', tags: { team: 'a' } }), {
    shows: ['id', 'name', 'description', 'createdDate', 'apiKeySource', 'endpointConfiguration', 'tags'],
    keeps: { restApiId: 'id', rootId: 'rootResourceId' },
  }),
  call('GetRestApi', api, { shows: ['id', 'name', 'rootResourceId', 'tags', 'disableExecuteApiEndpoint'] }),
  call('GetRestApis', () => ({ limit: 10 }), { shows: ['items'] }),
  call('UpdateRestApi', (known) => ({ ...api(known), ...replace('/description', 'e') }), { shows: ['id'] }),
  call('CreateResource', ({ restApiId, rootId }) => ({ restApiId, parentId: rootId, pathPart: 'pets' }), {
    shows: ['id', 'parentId', 'pathPart', 'path'],
    keeps: { resourceId: 'id' },
  }),
  call('GetResource', ({ restApiId, resourceId }) => ({ restApiId, resourceId }), { shows: ['id', 'path'] }),
  call('GetResources', api, { shows: ['items'] }),
  call(
    'UpdateResource',
    ({ restApiId, resourceId }) => ({ restApiId, resourceId, ...replace('/pathPart', 'animals') }),
    { shows: ['pathPart', 'path'] },
  ),
  call(
    'CreateModel',
    (known) => ({
      ...api(known),
      name: 'Pet',
      contentType: 'application/json',
      schema: '{"type":"object","properties":{"name":{"type":"string"}}}',
    }),
    { shows: ['id', 'name', 'schema', 'contentType'] },
  ),
  call('GetModel', (known) => ({ ...api(known), modelName: 'Pet', flatten: true }), { shows: ['name'] }),
  call('GetModels', api, { shows: ['items'] }),
  call('GetModelTemplate', (known) => ({ ...api(known), modelName: 'Pet' }), { shows: ['value'] }),
  call('UpdateModel', (known) => ({ ...api(known), modelName: 'Pet', ...replace('/description', 'd') }), {
    shows: ['description'],
  }),
  call('CreateRequestValidator', (known) => ({ ...api(known), name: 'body', validateRequestBody: true }), {
    shows: ['id', 'name', 'validateRequestBody', 'validateRequestParameters'],
    keeps: { validatorId: 'id' },
  }),
  call(
    'GetRequestValidator',
    ({ restApiId, validatorId }) => ({ restApiId, requestValidatorId: validatorId }),
    { shows: ['id'] },
  ),
  call('GetRequestValidators', api, { shows: ['items'] }),
  call(
    'UpdateRequestValidator',
    ({ restApiId, validatorId }) => ({
      restApiId,
      requestValidatorId: validatorId,
      ...replace('/validateRequestParameters', 'true'),
    }),
    { shows: ['validateRequestParameters'] },
  ),
  call(
    'CreateAuthorizer',
    (known) => ({
      ...api(known),
      name: 'token',
      type: 'TOKEN',
      identitySource: 'method.request.header.Authorization',
      authorizerUri:
        'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations',
    }),
    { shows: ['id', 'name', 'type', 'authType', 'identitySource'], keeps: { authorizerId: 'id' } },
  ),
  call('GetAuthorizer', ({ restApiId, authorizerId }) => ({ restApiId, authorizerId }), { shows: ['id'] }),
  call('GetAuthorizers', api, { shows: ['items'] }),
  call(
    'TestInvokeAuthorizer',
    ({ restApiId, authorizerId }) => ({ restApiId, authorizerId, headers: { Authorization: 'x' } }),
    { shows: ['clientStatus', 'log', 'latency', 'principalId', 'policy', 'authorization'] },
  ),
  call(
    'UpdateAuthorizer',
    ({ restApiId, authorizerId }) => ({
      restApiId,
      authorizerId,
      ...replace('/authorizerResultTtlInSeconds', '60'),
    }),
    { shows: ['authorizerResultTtlInSeconds'] },
  ),
  call(
    'PutGatewayResponse',
    (known) => ({
      ...api(known),
      responseType: 'DEFAULT_4XX',
      responseTemplates: { 'application/json': '{}' },
    }),
    { shows: ['responseType', 'responseTemplates', 'defaultResponse'] },
  ),
  call('GetGatewayResponse', (known) => ({ ...api(known), responseType: 'DEFAULT_4XX' }), {
    shows: ['responseType', 'defaultResponse'],
  }),
  call('GetGatewayResponses', api, { shows: ['items'] }),
  call(
    'UpdateGatewayResponse',
    (known) => ({ ...api(known), responseType: 'DEFAULT_4XX', ...replace('/statusCode', '418') }),
    { shows: ['statusCode'] },
  ),
  call(
    'PutMethod',
    (known) => ({
      ...method(known),
      authorizationType: 'NONE',
      requestParameters: { 'method.request.querystring.q': false },
      requestModels: { 'application/json': 'Pet' },
    }),
    { shows: ['httpMethod', 'authorizationType', 'apiKeyRequired', 'requestParameters', 'requestModels'] },
  ),
  call('UpdateMethod', (known) => ({ ...method(known), ...replace('/operationName', 'list') }), {
    shows: ['operationName'],
  }),
  call(
    'PutMethodResponse',
    (known) => ({ ...response(known), responseParameters: { 'method.response.header.x-a': true } }),
    { shows: ['statusCode', 'responseParameters'] },
  ),
  call('GetMethodResponse', response, { shows: ['statusCode'] }),
  call(
    'UpdateMethodResponse',
    (known) => ({
      ...response(known),
      ...replace('/responseParameters/method.response.header.x-a', 'false'),
    }),
    { shows: ['statusCode'] },
  ),
  call(
    'PutIntegration',
    (known) => ({
      ...method(known),
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    }),
    { shows: ['type', 'timeoutInMillis', 'cacheNamespace', 'passthroughBehavior', 'requestTemplates'] },
  ),
  call('UpdateIntegration', (known) => ({ ...method(known), ...replace('/timeoutInMillis', '2000') }), {
    shows: ['timeoutInMillis'],
  }),
  call(
    'PutIntegrationResponse',
    (known) => ({ ...response(known), responseTemplates: { 'application/json': '[]' } }),
    { shows: ['statusCode', 'responseTemplates'] },
  ),
  call('GetIntegrationResponse', response, { shows: ['statusCode'] }),
  call(
    'UpdateIntegrationResponse',
    (known) => ({ ...response(known), ...replace('/responseTemplates/application~1json', '{}') }),
    { shows: ['responseTemplates'] },
  ),
  call('GetIntegration', method, { shows: ['type', 'integrationResponses'] }),
  call('GetMethod', method, { shows: ['httpMethod', 'methodResponses', 'methodIntegration'] }),
  call('TestInvokeMethod', method, {
    shows: ['status', 'body', 'headers', 'multiValueHeaders', 'log', 'latency'],
  }),
  call(
    'CreateDocumentationPart',
    (known) => ({
      ...api(known),
      location: { type: 'METHOD', path: '/animals', method: 'GET' },
      properties: '{"summary":"s"}',
    }),
    { shows: ['id', 'location', 'properties'], keeps: { partId: 'id' } },
  ),
  call('GetDocumentationPart', ({ restApiId, partId }) => ({ restApiId, documentationPartId: partId }), {
    shows: ['id', 'location', 'properties'],
  }),
  call('GetDocumentationParts', api, { shows: ['items'] }),
  call(
    'UpdateDocumentationPart',
    ({ restApiId, partId }) => ({ restApiId, documentationPartId: partId, ...replace('/properties', '{}') }),
    { shows: ['properties'] },
  ),
  call('ImportDocumentationParts', (known) => ({ ...api(known), mode: 'merge', body: documentation }), {
    shows: ['ids'],
  }),
  call('CreateDeployment', (known) => ({ ...stage(known), description: 'first', variables: { a: 'b' } }), {
    shows: ['id', 'description', 'createdDate'],
    keeps: { deploymentId: 'id' },
  }),
  call(
    'GetDeployment',
    ({ restApiId, deploymentId }) => ({ restApiId, deploymentId, embed: ['apisummary'] }),
    { shows: ['id', 'apiSummary'] },
  ),
  call('GetDeployments', api, { shows: ['items'] }),
  call(
    'UpdateDeployment',
    ({ restApiId, deploymentId }) => ({ restApiId, deploymentId, ...replace('/description', 'e') }),
    { shows: ['description'] },
  ),
  call('GetStage', stage, {
    shows: ['stageName', 'deploymentId', 'variables', 'methodSettings', 'createdDate', 'lastUpdatedDate'],
  }),
  call('GetStages', api, { shows: ['item'] }),
  call('UpdateStage', (known) => ({ ...stage(known), ...replace('/*/*/throttling/burstLimit', '10') }), {
    shows: ['methodSettings'],
  }),
  call(
    'CreateStage',
    ({ restApiId, deploymentId }) => ({ restApiId, deploymentId, stageName: 'prod', tags: { a: 'b' } }),
    { shows: ['stageName', 'deploymentId', 'cacheClusterStatus', 'tags'] },
  ),
  call('FlushStageCache', stage),
  call('FlushStageAuthorizersCache', stage),
  call('CreateDocumentationVersion', (known) => ({ ...stage(known), documentationVersion: '1' }), {
    shows: ['version', 'createdDate'],
  }),
  call('GetDocumentationVersion', (known) => ({ ...api(known), documentationVersion: '1' }), {
    shows: ['version', 'createdDate'],
  }),
  call('GetDocumentationVersions', api, { shows: ['items'] }),
  call(
    'UpdateDocumentationVersion',
    (known) => ({ ...api(known), documentationVersion: '1', ...replace('/description', 'd') }),
    { shows: ['description'] },
  ),
  call('GetExport', (known) => ({ ...stage(known), exportType: 'oas30', accepts: 'application/json' }), {
    shows: ['body', 'contentType', 'contentDisposition'],
  }),
  call('GetSdk', (known) => ({
    ...stage(known),
    sdkType: 'javascript',
  })),
  call('GetSdkTypes', () => ({}), { shows: ['items'] }),
  call('GetSdkType', () => ({ id: 'javascript' }), { shows: ['id'] }),
  call('TagResource', ({ restApiId }) => ({
    resourceArn: `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`,
    tags: { cost: '1' },
  })),
  call(
    'GetTags',
    ({ restApiId }) => ({ resourceArn: `arn:aws:apigateway:us-east-1::/restapis/${restApiId}` }),
    {
      shows: ['tags'],
    },
  ),
  call('UntagResource', ({ restApiId }) => ({
    resourceArn: `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`,
    tagKeys: ['cost'],
  })),
  call('ImportRestApi', () => ({ body: openApi }), { shows: ['id', 'name'], keeps: { importedId: 'id' } }),
  call('PutRestApi', ({ importedId }) => ({ restApiId: importedId, mode: 'overwrite', body: openApi }), {
    shows: ['id', 'name'],
  }),
];

/** Takes away what the steps above have made, child by child. */
export const restApiRemovalSteps: readonly Step[] = [
  call('DeleteStage', stage),
  call('DeleteStage', ({ restApiId }) => ({ restApiId, stageName: 'prod' })),
  call('DeleteDeployment', ({ restApiId, deploymentId }) => ({ restApiId, deploymentId })),
  call('DeleteDocumentationVersion', (known) => ({ ...api(known), documentationVersion: '1' })),
  call('DeleteDocumentationPart', ({ restApiId, partId }) => ({ restApiId, documentationPartId: partId })),
  call('DeleteIntegrationResponse', response),
  call('DeleteIntegration', method),
  call('DeleteMethodResponse', response),
  call('DeleteMethod', method),
  call('DeleteGatewayResponse', (known) => ({ ...api(known), responseType: 'DEFAULT_4XX' })),
  call('DeleteAuthorizer', ({ restApiId, authorizerId }) => ({ restApiId, authorizerId })),
  call('DeleteRequestValidator', ({ restApiId, validatorId }) => ({
    restApiId,
    requestValidatorId: validatorId,
  })),
  call('DeleteModel', (known) => ({ ...api(known), modelName: 'Pet' })),
  call('DeleteResource', ({ restApiId, resourceId }) => ({ restApiId, resourceId })),
  call('DeleteRestApi', api),
];
