import { limits, readLimits } from './limits.js';

test("what is named has its own number, all else AWS's", () => {
  const read = readLimits('resourcesPerRestApi=1000,apiKeys=0');
  expect(read).toMatchObject({ resourcesPerRestApi: 1000, apiKeys: 0 });
  expect(read?.stagesPerRestApi).toBe(limits.stagesPerRestApi.max);
  expect(readLimits('')).toMatchObject({ resourcesPerRestApi: limits.resourcesPerRestApi.max });
});

test.each([
  'resources=3',
  'apiKeys',
  'apiKeys=',
  'apiKeys=-1',
  'apiKeys=1.5',
  'apiKeys=1,',
  ',apiKeys=1',
  'toString=1',
])('%j says nothing of limits', (text) => expect(readLimits(text)).toBeUndefined());
