import { checkInputLimits, isDeeperThan, jsonDepthMax, patchOperationsMax } from './input-limits.js';

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

test('depth counts objects and arrays', () => {
  expect(isDeeperThan('text', 0)).toBe(false);
  expect(isDeeperThan({}, 0)).toBe(true);
  expect(isDeeperThan({ a: [1] }, 2)).toBe(false);
  expect(isDeeperThan({ a: [{}] }, 2)).toBe(true);
});

test('a body may nest to the limit and no further', () => {
  expect(checkInputLimits(nested(jsonDepthMax))).toBeNull();
  expect(checkInputLimits(nested(jsonDepthMax + 1))?.code).toBe('BadRequestException');
  expect(checkInputLimits(nested(1_000_000))?.code).toBe('BadRequestException');
});

test('only a list of patch operations is counted', () => {
  const many = Array.from({ length: patchOperationsMax + 1 }, () => 0);
  expect(checkInputLimits({ patchOperations: many })?.code).toBe('BadRequestException');
  expect(checkInputLimits({ patchOperations: 'text' })).toBeNull();
  expect(checkInputLimits({ other: many })).toBeNull();
});
