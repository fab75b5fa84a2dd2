import { defaultMethodSetting, type MethodSetting, type Stage } from '#libs/api-definition';
import { stageWith } from '#libs/testing';
import { stageCache } from './stage-cache.js';

const cacheOf = (settings: Record<string, Partial<MethodSetting>>, change: Partial<Stage> = {}) =>
  stageCache(
    stageWith({
      restApiId: 'api',
      stageName: 'dev',
      deploymentId: 'dep',
      cacheClusterEnabled: true,
      cacheClusterSize: '0.5',
      methodSettings: Object.fromEntries(
        Object.entries(settings).map(([key, setting]) => [key, { ...defaultMethodSetting, ...setting }]),
      ),
      ...change,
    }),
  );
const on = { cachingEnabled: true };
const kept = {
  enabled: true,
  ttlSeconds: 300,
  encrypted: false,
  invalidation: 'SUCCEED_WITH_RESPONSE_HEADER',
};
const base = { sizeBytes: 512 * 1024 ** 2, flushed: 1 };

test('settings without a cluster cache nothing, nor does a cluster without settings', () => {
  expect(cacheOf({ '*/*': on }, { cacheClusterEnabled: false })).toBeUndefined();
  expect(cacheOf({})).toEqual(base);
  expect(cacheOf({ '*/*': {} })).toEqual(base);
});

test.each([
  ['0.5', 536_870_912],
  ['1.6', 1_717_986_918],
  ['237', 254_476_812_288],
])('%s GB are %i bytes', (cacheClusterSize, sizeBytes) => {
  expect(cacheOf({}, { cacheClusterSize })?.sizeBytes).toBe(sizeBytes);
});

test('what is set for every method is there once', () => {
  expect(cacheOf({ '*/*': on, 'pets/GET': { ...on, throttlingBurstLimit: 1 }, 'a/ANY': on })).toEqual({
    ...base,
    everyMethod: kept,
  });
});

test('a GET may be left out, and differ', () => {
  const settings = {
    '*/*': on,
    '~1pets~1{id}/GET': {},
    '/GET': { ...on, cacheTtlInSeconds: 10, cacheDataEncrypted: true },
  };
  expect(cacheOf(settings)?.methods).toEqual({
    '/pets/{id}/GET': { ...kept, enabled: false },
    '//GET': { ...kept, ttlSeconds: 10, encrypted: true },
  });
});

test('other verbs are cached by an entry of their own alone', () => {
  expect(cacheOf({ 'pets/POST': on, 'pets/PUT': {} })).toEqual({ ...base, methods: { '/pets/POST': kept } });
  expect(cacheOf({ '*/*': on, 'pets/POST': on, 'pets/PUT': {} })).toEqual({
    ...base,
    everyMethod: kept,
    methods: { '/pets/POST': kept },
  });
});

test('a GET is told apart from the entry for any verb of its resource', () => {
  const any = { ...on, cacheTtlInSeconds: 9 };
  expect(cacheOf({ '*/*': on, '~1a/ANY': any, 'a/GET': on })?.methods).toEqual({
    '/a/ANY': { ...kept, ttlSeconds: 9 },
    '/a/GET': kept,
  });
  expect(cacheOf({ 'a/ANY': any, 'a/GET': any })?.methods).toEqual({ '/a/ANY': { ...kept, ttlSeconds: 9 } });
});

test('kept for no time is not cached', () => {
  expect(cacheOf({ '*/*': { ...on, cacheTtlInSeconds: 0 } })).toEqual(base);
  expect(cacheOf({ '*/*': on, 'pets/GET': { ...on, cacheTtlInSeconds: 0 } })?.methods).toEqual({
    '/pets/GET': { ...kept, enabled: false, ttlSeconds: 0 },
  });
});

test.each([
  [false, 'FAIL_WITH_403', 'ANYONE'],
  [true, 'FAIL_WITH_403', 'FAIL_WITH_403'],
  [true, 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITH_RESPONSE_HEADER'],
  [true, 'SUCCEED_WITHOUT_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'],
])('authorization %p with %s lets an entry be taken away by: %s', (requires, strategy, invalidation) => {
  const setting = {
    ...on,
    requireAuthorizationForCacheControl: requires,
    unauthorizedCacheControlHeaderStrategy: strategy,
  };
  expect(cacheOf({ '*/*': setting })?.everyMethod).toEqual({ ...kept, invalidation });
});

test('the epochs of the whole and of namespaces are the stage’s', () => {
  expect(cacheOf({}, { cacheEpoch: 7, flushedCacheNamespaces: { pets: 2 } })).toEqual({
    ...base,
    flushed: 7,
    flushedNamespaces: { pets: 2 },
  });
});
