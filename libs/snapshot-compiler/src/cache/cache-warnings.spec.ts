import {
  defaultMethodSetting,
  type Authorizer,
  type FrozenDefinition,
  type Integration,
  type Method,
  type Stage,
} from '#libs/api-definition';
import { mockMethodWith, stageWith } from '#libs/testing';
import { cacheWarnings } from './cache-warnings.js';

const stage = stageWith({
  restApiId: 'api',
  stageName: 'prod',
  deploymentId: 'dep',
  cacheClusterEnabled: true,
  cacheClusterSize: '0.5',
  methodSettings: { '*/*': { ...defaultMethodSetting, cachingEnabled: true } },
});

function warned(
  path: string,
  { integration, ...changes }: Partial<Method> & { integration?: Partial<Integration> },
  stageChanges: Partial<Stage> = {},
  authorizers: readonly Partial<Authorizer>[] = [],
): string[] {
  const plain = mockMethodWith({ restApiId: 'api', resourceId: 'res', httpMethod: 'GET', ...changes });
  const method = { ...plain, methodIntegration: { ...plain.methodIntegration!, ...integration } };
  const resource = { restApiId: 'api', id: 'res', parentId: null, pathPart: null, path };
  const definition = { resources: [resource], methods: [method], authorizers } as unknown as FrozenDefinition;
  return cacheWarnings(definition, { ...stage, ...stageChanges }).map(({ code, at }) => `${code} ${at}`);
}
const key = (...cacheKeyParameters: string[]) => ({ integration: { cacheKeyParameters } });

test('a variable of the path that is not in the key is warned of, each by itself', () => {
  expect(warned('/pets/{id}/toys/{toy}', key('method.request.path.id'))).toEqual([
    'cache-key-without-path GET /pets/{id}/toys/{toy}',
  ]);
  expect(warned('/{proxy+}', {})).toEqual(['cache-key-without-path GET /{proxy+}']);
  expect(warned('/{proxy+}', { httpMethod: 'ANY' })).toEqual(['cache-key-without-path GET /{proxy+}']);
});

test.each([
  ['/pets', {}],
  ['/pets/{id}', key('method.request.path.id')],
  ['/{proxy+}', key('method.request.path.proxy')],
  ['/{proxy+}', key('integration.request.path.proxy')],
  [
    '/pets/{id}',
    {
      integration: {
        cacheKeyParameters: ['integration.request.querystring.pet'],
        requestParameters: { 'integration.request.querystring.pet': 'method.request.path.id' },
      },
    },
  ],
])('%s with the key %j tells its responses apart', (path, changes) => {
  expect(warned(path, changes)).toEqual([]);
});

test('a method with authorization whose key does not say who calls is warned of', () => {
  for (const authorizationType of ['AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']) {
    expect(warned('/me', { authorizationType, ...key('method.request.querystring.page') })).toEqual([
      'cache-key-without-caller GET /me',
    ]);
  }
});

test.each([
  [key('method.request.header.authorization')],
  [key('method.request.header.X-Tenant')],
  [key('method.request.querystring.token')],
  [
    {
      integration: {
        cacheKeyParameters: ['integration.request.header.user'],
        requestParameters: { 'integration.request.header.user': 'context.authorizer.principalId' },
      },
    },
  ],
])('the key %j says who calls', (changes) => {
  const authorizer = {
    id: 'auth',
    identitySource: 'method.request.header.x-tenant, method.request.querystring.token',
  };
  const method = { authorizationType: 'CUSTOM', authorizerId: 'auth', ...changes };
  expect(warned('/me', method, {}, [authorizer])).toEqual([]);
});

test('what is not cached is not warned of', () => {
  const off = { ...defaultMethodSetting, cachingEnabled: false };
  expect(warned('/pets/{id}', {}, { cacheClusterEnabled: false })).toEqual([]);
  expect(warned('/pets/{id}', {}, { methodSettings: {} })).toEqual([]);
  const settings = { ...stage.methodSettings, '~1pets~1{id}/GET': off };
  expect(warned('/pets/{id}', {}, { methodSettings: settings })).toEqual([]);
  for (const httpMethod of ['POST', 'HEAD'] as const) {
    expect(warned('/pets/{id}', { httpMethod })).toEqual([]);
  }
  expect(warned('/pets/{id}', { integration: { responseTransferMode: 'STREAM' } })).toEqual([]);
  expect(warned('/pets/{id}', key('nonsense'))).toEqual([]);
});

test('a message names stage, method and what is missing', () => {
  const definition = {
    resources: [{ id: 'res', path: '/pets/{id}' }],
    methods: [mockMethodWith({ restApiId: 'api', resourceId: 'res', httpMethod: 'GET' })],
    authorizers: [],
  } as unknown as FrozenDefinition;
  expect(cacheWarnings(definition, stage)).toEqual([
    {
      code: 'cache-key-without-path',
      severity: 'warning',
      at: 'GET /pets/{id}',
      message:
        'GET /pets/{id}: stage prod caches one response for every value of {id}: method.request.path.id is no cache key parameter',
    },
  ]);
});
