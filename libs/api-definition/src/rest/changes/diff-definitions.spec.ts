import { noApiParts } from '../api-parts.js';
import type { FrozenDefinition } from '../deployments/deployment.js';
import type { Method } from '../methods/method.js';
import { diffDefinitions } from './diff-definitions.js';

const restApiId = 'api1234567';
const method = (resourceId: string, httpMethod: 'GET' | 'PUT', change: Partial<Method> = {}): Method => ({
  restApiId,
  resourceId,
  httpMethod,
  authorizationType: 'NONE',
  authorizerId: null,
  authorizationScopes: null,
  apiKeyRequired: false,
  operationName: null,
  requestValidatorId: null,
  requestParameters: null,
  requestModels: null,
  methodResponses: {},
  methodIntegration: null,
  ...change,
});
const resource = (id: string, path: string) => ({ restApiId, id, parentId: null, pathPart: null, path });
const validator = (id: string, name: string) => ({
  restApiId,
  id,
  name,
  validateRequestBody: true,
  validateRequestParameters: false,
});
const model = (id: string, name: string, schema: string) => ({
  restApiId,
  id,
  name,
  description: null,
  contentType: 'application/json',
  schema,
});
const definition: FrozenDefinition = {
  ...noApiParts,
  restApi: {
    owner: { accountId: '000000000000', region: 'us-east-1' },
    id: restApiId,
    version: null,
    apiKeySource: 'HEADER',
    binaryMediaTypes: ['image/png'],
    minimumCompressionSize: null,
    disableExecuteApiEndpoint: false,
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
    policy: null,
    rootResourceId: 'root',
  },
  resources: [resource('root', '/'), resource('r1', '/pets')],
  methods: [method('r1', 'GET', { requestModels: { 'application/json': 'Pet' } })],
  models: [model('m1', 'Pet', '{}')],
  requestValidators: [validator('v1', 'body')],
};

test('a definition does not differ from itself', () => {
  expect(diffDefinitions(definition, structuredClone(definition))).toEqual({
    added: [],
    changed: [],
    removed: [],
  });
});

test('what came is added, what went is removed, and the other way round it is the other way round', () => {
  const other = {
    ...definition,
    resources: [resource('root', '/')],
    methods: [method('root', 'PUT')],
    gatewayResponses: [
      {
        restApiId,
        responseType: 'THROTTLED' as const,
        statusCode: '420',
        responseParameters: {},
        responseTemplates: {},
      },
    ],
  };
  const gone = [
    { kind: 'Resource', name: '/pets' },
    { kind: 'Method', name: 'GET /pets' },
  ];
  const came = [
    { kind: 'Method', name: 'PUT /' },
    { kind: 'GatewayResponse', name: 'THROTTLED' },
  ];
  expect(diffDefinitions(definition, other)).toEqual({ added: came, changed: [], removed: gone });
  expect(diffDefinitions(other, definition)).toEqual({ added: gone, changed: [], removed: came });
});

test('what changed is named with the places', () => {
  const other = {
    ...definition,
    restApi: { ...definition.restApi, binaryMediaTypes: ['image/gif'], policy: '{}' },
    methods: [method('r1', 'GET', { requestModels: { 'application/json': 'Dog', 'a~b': 'Cat' } })],
    requestValidators: [validator('v1', 'renamed')],
  };
  expect(diffDefinitions(definition, other).changed).toEqual([
    { kind: 'RestApi', name: restApiId, at: ['/binaryMediaTypes', '/policy'] },
    {
      kind: 'Method',
      name: 'GET /pets',
      at: ['/requestModels/application~1json', '/requestModels/a~0b'].sort(),
    },
    { kind: 'RequestValidator', name: 'renamed', at: ['/name'] },
  ]);
});

test('a resource that was deleted and made again has not changed, nor has its method', () => {
  const again = {
    ...definition,
    resources: [resource('root', '/'), resource('r2', '/pets')],
    methods: [method('r2', 'GET', { requestModels: { 'application/json': 'Pet' } })],
    models: [model('m2', 'Pet', '{}')],
  };
  expect(diffDefinitions(definition, again)).toEqual({ added: [], changed: [], removed: [] });
});
