import { noApiParts } from '../api-parts.js';
import { freezeDefinition } from './freeze-definition.js';
import type { Method } from '../methods/method.js';
import { summarizeDeployment } from './summarize-deployment.js';

const restApi = {
  owner: { accountId: '000000000000', region: 'us-east-1' },
  id: 'api1234567',
  name: 'n',
  description: 'd',
  version: null,
  createdAtMs: 1,
  apiKeySource: 'HEADER',
  binaryMediaTypes: [],
  minimumCompressionSize: null,
  disableExecuteApiEndpoint: false,
  endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
  policy: null,
  rootResourceId: 'root',
  tags: { a: 'b' },
} as const;
const resource = (id: string, path: string) => ({
  restApiId: restApi.id,
  id,
  parentId: null,
  pathPart: null,
  path,
});
const method = (resourceId: string, httpMethod: 'GET' | 'PUT'): Method => ({
  restApiId: restApi.id,
  resourceId,
  httpMethod,
  authorizationType: 'NONE',
  authorizerId: null,
  authorizationScopes: null,
  apiKeyRequired: httpMethod === 'PUT',
  operationName: null,
  requestValidatorId: null,
  requestParameters: null,
  requestModels: null,
  methodResponses: {},
  methodIntegration: null,
});
const resources = [resource('root', '/'), resource('r1', '/a'), resource('r2', '/B')];
const model = (name: string) => ({
  restApiId: restApi.id,
  id: name,
  name,
  description: null,
  contentType: 'application/json',
  schema: '{}',
});
const parts = { ...noApiParts, models: [model('B'), model('a')] };
const reversed = { ...parts, models: [...parts.models].reverse() };
const methods = [method('r1', 'GET'), method('r1', 'PUT'), method('r2', 'GET')];

test('the order in which things are read does not matter, and names, tags and dates do not count', () => {
  const frozen = freezeDefinition(restApi, resources, methods, parts);
  const other = { ...restApi, name: 'm', description: null, tags: {}, createdAtMs: 2 };
  expect(freezeDefinition(other, [...resources].reverse(), [...methods].reverse(), reversed)).toEqual(frozen);
  expect(frozen.resources.map(({ path }) => path)).toEqual(['/', '/B', '/a']);
});

test('the summary lists the methods by path, and no path without methods', () => {
  expect(summarizeDeployment(freezeDefinition(restApi, resources, methods, parts))).toEqual({
    '/a': {
      GET: { authorizationType: 'NONE', apiKeyRequired: false },
      PUT: { authorizationType: 'NONE', apiKeyRequired: true },
    },
    '/B': { GET: { authorizationType: 'NONE', apiKeyRequired: false } },
  });
});
