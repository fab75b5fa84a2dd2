import { formatAge, formatBytes, formatNumber, formatShare, msOf } from './formats.js';

test('bytes are told in the largest unit that leaves at least one', () => {
  expect([0, 1023, 1024, 1536, 5 * 1024 ** 2].map(formatBytes)).toEqual([
    '0 bytes',
    '1,023 bytes',
    '1 KB',
    '1.5 KB',
    '5 MB',
  ]);
});

test('numbers and shares are rounded for reading', () => {
  expect(formatNumber(12_345.678)).toBe('12,345.68');
  expect(formatShare(0.01234)).toBe('1.23%');
});

test('a time of the wire is seconds, text or a Date', () => {
  expect([1, '1970-01-01T00:00:01Z', new Date(1000)].map(msOf)).toEqual([1000, 1000, 1000]);
});

test('an age is told in one unit', () => {
  const now = 1_000_000_000_000;
  const at = (seconds: number) => formatAge(new Date(now + seconds * 1000), now);
  expect([0, -59, -60, -7200, 90_000].map(at)).toEqual([
    'just now',
    '59 seconds ago',
    '1 minute ago',
    '2 hours ago',
    'in 1 day',
  ]);
});
