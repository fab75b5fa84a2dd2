import type { Resource } from '../../wire/generated/apigateway.js';
import { methodSettings, routeSettings } from './own-settings.js';
import {
  methodSettingsPath,
  routeSettingsOf,
  settingPatches,
  typedCaching,
  typedOfMethod,
  typedOfRoute,
} from './typed-settings.js';

const entry = { throttlingRateLimit: 10, throttlingBurstLimit: -1, cachingEnabled: true };

test('a patch has what differs, below the method that it is for', () => {
  const from = { ...typedOfMethod(entry), ...typedCaching(entry) };
  const at = methodSettingsPath('/pets/{petId}', 'GET');
  expect(at).toBe('/~1pets~1{petId}/GET');
  expect(settingPatches(at, from, from)).toEqual([]);
  expect(
    settingPatches(at, from, { ...from, rateLimit: '', ttlInSeconds: '60', invalidation: 'ANYONE' }),
  ).toEqual([
    { op: 'replace', path: `${at}/throttling/rateLimit`, value: '-1' },
    { op: 'replace', path: `${at}/caching/ttlInSeconds`, value: '60' },
    { op: 'replace', path: `${at}/caching/requireAuthorizationForCacheControl`, value: 'false' },
  ]);
});

test('a strategy towards the unauthorised takes the header from everybody else', () => {
  const from = typedCaching({ requireAuthorizationForCacheControl: false });
  expect(from.invalidation).toBe('ANYONE');
  expect(settingPatches('/*/*', from, { ...from, invalidation: 'FAIL_WITH_403' })).toEqual([
    { op: 'replace', path: '/*/*/caching/requireAuthorizationForCacheControl', value: 'true' },
    { op: 'replace', path: '/*/*/caching/unauthorizedCacheControlHeaderStrategy', value: 'FAIL_WITH_403' },
  ]);
});

test('methods with an entry come first, by whichever spelling, and have all of it', () => {
  const resources: Pick<Resource, 'path' | 'resourceMethods'>[] = [
    { path: '/', resourceMethods: { GET: {} } },
    { path: '/pets', resourceMethods: { GET: {}, POST: {} } },
  ];
  const rows = methodSettings(resources, {
    '*/*': { cachingEnabled: true, throttlingRateLimit: 5 },
    'pets/GET': entry,
    '~1old/PUT': { loggingLevel: 'INFO' },
  });
  expect(rows.map(({ name, own, isGone }) => [name, own.size > 0, isGone])).toEqual([
    ['GET /pets', true, false],
    ['PUT /old', true, true],
    ['GET /', false, false],
    ['POST /pets', false, false],
  ]);
  expect(rows.map(({ holding }) => [holding.rateLimit, holding.caching])).toEqual([
    ['10', 'on'],
    ['', 'off'],
    ['5', 'on'],
    // What all methods have caches GET alone.
    ['5', 'off'],
  ]);
});

test('a route inherits each setting by itself', () => {
  const [ofA, ofDefault] = routeSettings(['$default', 'GET /a'], {
    defaultRouteSettings: { throttlingRateLimit: 5, detailedMetricsEnabled: true },
    routeSettings: { 'GET /a': { throttlingRateLimit: 1 } },
  });
  expect(ofA).toMatchObject({ name: 'GET /a', holding: { rateLimit: '1', detailedMetrics: 'on' } });
  expect([...ofA!.own]).toEqual(['rateLimit']);
  expect(ofDefault).toMatchObject({ name: '$default', holding: { rateLimit: '5', logging: 'OFF' } });
  expect(ofDefault!.own.size).toBe(0);
});

test('what a form leaves empty is not of the route', () => {
  const settings = { throttlingBurstLimit: 0, detailedMetricsEnabled: false };
  expect(routeSettingsOf(typedOfRoute(settings))).toEqual(settings);
  expect(routeSettingsOf(typedOfRoute(undefined))).toEqual({});
});
