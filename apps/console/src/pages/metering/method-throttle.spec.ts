import {
  limitsText,
  methodThrottles,
  throttleKey,
  throttlePatch,
  unthrottlePatch,
} from './method-throttle.js';

const apiStage = {
  apiId: 'a1',
  stage: 'prod',
  throttle: { '/pets/GET': { rateLimit: 10, burstLimit: 20 }, '//POST': { rateLimit: 0.5 } },
};

test('methods are named as people do, and limits that are not there are empty', () => {
  expect(methodThrottles(apiStage)).toEqual([
    { key: '//POST', method: 'POST /', rateLimit: '0.5', burstLimit: '' },
    { key: '/pets/GET', method: 'GET /pets', rateLimit: '10', burstLimit: '20' },
  ]);
  expect(methodThrottles({})).toEqual([]);
  expect(limitsText({ rateLimit: '0.5', burstLimit: '' })).toBe('0.5/s');
});

test('a throttle is set where the guide has it, its path as one part', () => {
  const key = throttleKey('/pets/{id}', 'GET');
  expect(throttlePatch(apiStage, { key, rateLimit: '1', burstLimit: '2' })).toEqual([
    { op: 'replace', path: '/apiStages/a1:prod/throttle/~1pets~1{id}/GET/rateLimit', value: '1' },
    { op: 'replace', path: '/apiStages/a1:prod/throttle/~1pets~1{id}/GET/burstLimit', value: '2' },
  ]);
  expect(unthrottlePatch(apiStage, throttleKey('/', 'POST'))).toEqual([
    { op: 'remove', path: '/apiStages/a1:prod/throttle/~1/POST' },
  ]);
});

test('a limit that is emptied goes', () => {
  expect(throttlePatch(apiStage, { key: '/pets/GET', rateLimit: '1', burstLimit: '' })).toEqual([
    { op: 'remove', path: '/apiStages/a1:prod/throttle/~1pets/GET' },
    { op: 'replace', path: '/apiStages/a1:prod/throttle/~1pets/GET/rateLimit', value: '1' },
  ]);
});
