import {
  defaultMethodSetting,
  type FrozenDefinition,
  type HttpMethod,
  type MethodSetting,
} from '#libs/api-definition';
import { mockMethodWith, stageWith } from '#libs/testing';
import { methodCaches } from './method-caches.js';

function cachedVerbs(
  httpMethods: readonly HttpMethod[],
  settings: Readonly<Record<string, Partial<MethodSetting>>>,
): string[] {
  const methods = httpMethods.map((httpMethod) =>
    mockMethodWith({ restApiId: 'api', resourceId: 'res', httpMethod }),
  );
  const definition = { resources: [{ id: 'res', path: '/a' }], methods } as unknown as FrozenDefinition;
  const stage = stageWith({
    restApiId: 'api',
    stageName: 'dev',
    deploymentId: 'dep',
    cacheClusterEnabled: true,
    cacheClusterSize: '0.5',
    methodSettings: Object.fromEntries(
      Object.entries(settings).map(([key, setting]) => [key, { ...defaultMethodSetting, ...setting }]),
    ),
  });
  return methodCaches(definition, stage).map(
    ({ method, requestMethod, caching }) =>
      `${method.httpMethod} ${requestMethod} ${caching?.ttlSeconds ?? 'off'}`,
  );
}
const on = { cachingEnabled: true };
const short = { ...on, cacheTtlInSeconds: 5 };

test('for every method means GET', () => {
  expect(cachedVerbs(['POST', 'GET', 'HEAD'], { '*/*': on })).toEqual([
    'GET GET 300',
    'HEAD HEAD off',
    'POST POST off',
  ]);
});

test('an entry of its own comes first, for any verb but HEAD', () => {
  const settings = { '*/*': on, 'a/GET': short, 'a/POST': short, 'a/HEAD': on };
  expect(cachedVerbs(['GET', 'HEAD', 'POST'], settings)).toEqual([
    'GET GET 5',
    'HEAD HEAD off',
    'POST POST 5',
  ]);
});

test('a method for ANY is cached by verb: an entry for one comes before that for ANY, which means GET', () => {
  expect(cachedVerbs(['ANY'], {})).toEqual(['ANY ANY off']);
  expect(cachedVerbs(['ANY'], { '*/*': on })).toEqual(['ANY GET 300']);
  expect(cachedVerbs(['ANY'], { 'a/ANY': short })).toEqual(['ANY GET 5']);
  expect(cachedVerbs(['ANY'], { 'a/ANY': {}, 'a/GET': on, 'a/POST': short })).toEqual([
    'ANY GET 300',
    'ANY POST 5',
  ]);
});
