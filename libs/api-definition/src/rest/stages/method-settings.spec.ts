import { defaultMethodSetting, effectiveMethodSetting, methodSettingTarget } from './method-settings.js';

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
