import {
  defaultMethodSetting,
  effectiveMethodSetting,
  methodSettingTarget,
  withMethodSetting,
} from './method-settings.js';

test.each([
  ['*/*', { resourcePath: '*', httpMethod: '*' }],
  ['pets/GET', { resourcePath: '/pets', httpMethod: 'GET' }],
  ['pets/{id}/ANY', { resourcePath: '/pets/{id}', httpMethod: 'ANY' }],
  ['~1pets~1{id}/GET', { resourcePath: '/pets/{id}', httpMethod: 'GET' }],
  ['~1/GET', { resourcePath: '/', httpMethod: 'GET' }],
  ['/GET', { resourcePath: '/', httpMethod: 'GET' }],
  ['GET', null],
  ['pets/get', null],
  ['pets/*', null],
  ['', null],
])('the key "%s" means %j', (key, target) => {
  expect(methodSettingTarget(key)).toEqual(target);
});

test('a method has its own entry, else that of every method, else none', () => {
  const own = { ...defaultMethodSetting, metricsEnabled: true };
  const settings = { '*/*': defaultMethodSetting, '~1pets/GET': own };
  expect(effectiveMethodSetting(settings, '/pets', 'GET')).toBe(own);
  expect(effectiveMethodSetting(settings, '/pets', 'PUT')).toBe(defaultMethodSetting);
  expect(effectiveMethodSetting({}, '/pets', 'PUT')).toBeNull();
});

test('a new entry of another verb than GET is not cached because every method is told to be', () => {
  const everyMethod = { ...defaultMethodSetting, cachingEnabled: true, cacheTtlInSeconds: 60 };
  const entry = (key: string, change = {}) =>
    withMethodSetting({ '*/*': everyMethod }, key, { throttlingBurstLimit: 1, ...change })[key];
  for (const key of ['pets/GET', 'pets/ANY']) {
    expect(entry(key)).toEqual({ ...everyMethod, throttlingBurstLimit: 1 });
  }
  for (const key of ['pets/POST', '~1pets/DELETE', '/HEAD']) {
    expect(entry(key)).toEqual({ ...everyMethod, throttlingBurstLimit: 1, cachingEnabled: false });
    expect(entry(key, { cachingEnabled: true })).toMatchObject({ cachingEnabled: true });
  }
});
