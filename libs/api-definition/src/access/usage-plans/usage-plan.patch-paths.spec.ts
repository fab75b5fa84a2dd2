import fc from 'fast-check';
import { methodThrottleKey, methodThrottleTarget } from './api-stage.js';
import { createUsagePlan } from './create-usage-plan.js';
import type { PatchOperation } from '../../patch/index.js';
import { patchUsagePlan } from './usage-plan.patch-paths.js';
import type { UsagePlan } from './usage-plan.js';

const made = { owner: { accountId: '000000000000', region: 'us-east-1' }, id: 'plan11', nowMs: 1 };
function created(given: object): UsagePlan {
  const plan = createUsagePlan({ name: 'gold', ...given }, made);
  if (!plan.ok) throw new Error(plan.error.message);
  return plan.value;
}
const empty = created({});
const full = created({
  apiStages: [{ apiId: 'api1', stage: 'dev', throttle: { '/pets/GET': { rateLimit: 1 } } }],
  throttle: { rateLimit: 1, burstLimit: 2 },
  quota: { limit: 10, period: 'WEEK', offset: 3 },
});

const patched = (plan: UsagePlan, ...operations: PatchOperation[]): UsagePlan => {
  const result = patchUsagePlan(plan, operations);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const refused = (plan: UsagePlan, ...operations: PatchOperation[]): string => {
  const result = patchUsagePlan(plan, operations);
  return result.ok ? 'accepted' : `${result.error.kind}: ${result.error.message}`;
};
const replace = (path: string, value?: string): PatchOperation => ({ op: 'replace', path, value });
const remove = (path: string, value?: string): PatchOperation => ({ op: 'remove', path, value });
const add = (path: string, value?: string): PatchOperation => ({ op: 'add', path, value });

test.each<[PatchOperation, Partial<UsagePlan>]>([
  [replace('/name', 'silver'), { name: 'silver' }],
  [replace('/description', 'd'), { description: 'd' }],
  [replace('/productCode', 'p'), { productCode: 'p' }],
  [replace('/throttle/burstLimit', '7'), { throttle: { rateLimit: null, burstLimit: 7 } }],
  [add('/throttle/rateLimit', '0.5'), { throttle: { rateLimit: 0.5, burstLimit: null } }],
  [add('/apiStages', 'api1:dev'), { apiStages: [{ restApiId: 'api1', stageName: 'dev', throttle: {} }] }],
])('%j is applied to a plan that has nothing', (operation, change) => {
  expect(patched(empty, operation)).toEqual({ ...empty, ...change });
});

test('a quota made by a patch has offset 0, whichever of its members comes first', () => {
  const quota = { limit: 20, offset: 0, period: 'MONTH' };
  const limit = replace('/quota/limit', '20');
  const period = replace('/quota/period', 'MONTH');
  expect(patched(empty, limit, period).quota).toEqual(quota);
  expect(patched(empty, period, limit).quota).toEqual(quota);
});

test.each<[PatchOperation, Partial<UsagePlan>]>([
  [remove('/throttle'), { throttle: null }],
  [remove('/quota'), { quota: null }],
  [remove('/apiStages', 'api1:dev'), { apiStages: [] }],
  [replace('/quota/offset', '6'), { quota: { limit: 10, offset: 6, period: 'WEEK' } }],
])('%j is applied to a plan that has everything', (operation, change) => {
  expect(patched(full, operation)).toEqual({ ...full, ...change });
});

test.each<[PatchOperation, string]>([
  [remove('/apiStages'), 'bad-request: Invalid API Stage specified'],
  [remove('/apiStages', 'api1'), 'bad-request: Invalid API Stage specified'],
  [add('/apiStages', 'api1'), 'bad-request: Invalid API Stage specified'],
  [
    remove('/apiStages', 'api1:prod'),
    'not-found: Invalid API Stage {api: api1, stage: prod} specified for usageplan plan11',
  ],
  [
    remove('/apiStages/api1:dev'),
    "bad-request: Invalid patch path  '/apiStages/api1:dev' specified for op 'remove'. Must be one of: [/apiStages, /quota, /throttle, /productCode, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>, /apiStages/<apidId:stageName>/throttle]",
  ],
  [
    { op: 'copy', path: '/name', from: '/x' },
    "bad-request: Invalid patch path  '/name' specified for op 'copy'. Please choose supported operations",
  ],
  [replace('/name', ''), 'bad-request: Usage Plan name cannot be blank'],
  [replace('/quota/limit', '0'), 'bad-request: Usage Plan quota limit must be greater than 0'],
  [
    replace('/quota/offset', '7'),
    'bad-request: Usage Plan quota offset must be between 0 and 6 for period WEEK',
  ],
  [
    replace('/quota/period', 'YEAR'),
    'bad-request: Usage Plan quota period must be one of: [DAY, WEEK, MONTH]',
  ],
])('%j is refused', (operation, message) => {
  expect(refused(full, operation)).toBe(message);
});

test.each(['-1', '1.5', 'x', ''])('a burst limit of "%s" is refused', (value) => {
  expect(refused(full, replace('/throttle/burstLimit', value))).toMatch(/^bad-request/);
});

test.each([
  ['/pets/POST', '/apiStages/api1:dev/throttle//pets/POST/rateLimit'],
  ['/pets/POST', '/apiStages/api1:dev/throttle/pets/POST/rateLimit'],
  ['/pets/POST', '/apiStages/api1:dev/throttle/~1pets/POST/rateLimit'],
  ['/pets/{id}/POST', '/apiStages/api1:dev/throttle//pets/{id}/POST/rateLimit'],
  ['//POST', '/apiStages/api1:dev/throttle///POST/rateLimit'],
  ['//POST', '/apiStages/api1:dev/throttle//POST/rateLimit'],
])('the method throttle of %s can be set by %s', (key, path) => {
  expect(patched(full, replace(path, '4.5')).apiStages[0]!.throttle).toEqual({
    '/pets/GET': { rateLimit: 1, burstLimit: null },
    [key]: { rateLimit: 4.5, burstLimit: null },
  });
});

test('method throttles are removed one by one, all at once, or replaced by JSON', () => {
  const base = '/apiStages/api1:dev/throttle';
  expect(patched(full, remove(`${base}//pets/GET`)).apiStages[0]!.throttle).toEqual({});
  expect(patched(full, remove(base)).apiStages[0]!.throttle).toEqual({});
  const json = '{"//GET":{"rateLimit":1.5,"burstLimit":2}}';
  expect(patched(full, replace(base, json)).apiStages[0]!.throttle).toEqual({
    '//GET': { rateLimit: 1.5, burstLimit: 2 },
  });
});

test.each([
  '',
  '[]',
  '{"/a/GET":1}',
  '{"/a/GET":{"rateLimit":"1"}}',
  '{"/a/GET":{"burstLimit":0.5}}',
  '{"x":{}}',
])('method throttles of %s are refused', (json) => {
  expect(refused(full, replace('/apiStages/api1:dev/throttle', json))).toMatch(/^bad-request/);
});

test('a stage of a plan has at most 20 method throttles', () => {
  const set = (_: unknown, index: number) =>
    replace(`/apiStages/api1:dev/throttle/p${index}/GET/rateLimit`, '1');
  expect(refused(full, ...Array.from({ length: 19 }, set))).toBe('accepted');
  expect(refused(full, ...Array.from({ length: 20 }, set))).toMatch(/^limit-exceeded/);
});

test.each([
  [{ quota: { limit: 1 } }, 'Usage Plan quota period must be one of: [DAY, WEEK, MONTH]'],
  [{ quota: { limit: 0, period: 'DAY' } }, 'Usage Plan quota limit must be greater than 0'],
  [
    { quota: { limit: 1, period: 'DAY', offset: 1 } },
    'Usage Plan quota offset must be between 0 and 0 for period DAY',
  ],
  [{ throttle: { rateLimit: -1 } }, 'Usage Plan throttle rate limit must not be negative'],
  [{ apiStages: [{ apiId: 'a' }] }, 'Invalid API Stage specified'],
  [{ name: '' }, 'Usage Plan name cannot be blank'],
])('a new plan with %j is refused', (given, message) => {
  const plan = createUsagePlan({ name: 'n', ...given }, made);
  expect(plan).toMatchObject({ ok: false, error: { kind: 'bad-request', message } });
});

test('every spelling of a method throttle comes out as one, and tells its path and method again', () => {
  const part = fc.stringMatching(/^[a-z{}+_-]{1,8}$/);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), fc.constantFrom('GET', 'ANY'), (parts, httpMethod) => {
      const resourcePath = `/${parts.join('/')}`;
      const key = `${resourcePath}/${httpMethod}`;
      const spellings = [key, key.slice(1), `${resourcePath.replaceAll('/', '~1')}/${httpMethod}`];
      expect(spellings.map(methodThrottleKey)).toEqual([key, key, key]);
      expect(methodThrottleTarget(key)).toEqual({ resourcePath, httpMethod });
    }),
  );
});
