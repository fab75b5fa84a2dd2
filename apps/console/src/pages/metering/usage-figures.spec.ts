import {
  cumulativeByDay,
  daysBetween,
  exhaustionMs,
  firstDay,
  mergeUsage,
  periodOf,
  totalByDay,
  usageByKey,
  usageCsv,
  usedInPeriod,
} from './usage-figures.js';

const items = {
  k1: [
    [1, 9],
    [2, 7],
  ],
  k2: [[5, 5]],
};
const noon = Date.UTC(2026, 10, 18, 12); // A Wednesday.

test('days go from the first to the last, over the end of a month', () => {
  expect(daysBetween('2026-11-29', '2026-12-01')).toEqual(['2026-11-29', '2026-11-30', '2026-12-01']);
  expect(daysBetween('2026-12-01', '2026-11-29')).toEqual([]);
});

test('keys stand by use, and what is left is that of the last day', () => {
  const keys = usageByKey(mergeUsage([{ items: { k1: items.k1 } }, { items: { k2: items.k2 } }, {}]), true);
  expect(keys.map(({ keyId, used, left }) => [keyId, used, left])).toEqual([
    ['k2', 5, 5],
    ['k1', 3, 7],
  ]);
  expect(totalByDay(keys, 2)).toEqual([6, 2]);
  expect(usageByKey(items, false)[0]!.left).toBeNull();
});

test('periods are those of the calendar in UTC, weeks from Sunday', () => {
  const days = (period: 'DAY' | 'WEEK' | 'MONTH') => {
    const { startMs, endMs } = periodOf({ period }, noon);
    return [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 10));
  };
  expect(days('DAY')).toEqual(['2026-11-18', '2026-11-19']);
  expect(days('WEEK')).toEqual(['2026-11-15', '2026-11-22']);
  expect(days('MONTH')).toEqual(['2026-11-01', '2026-12-01']);
});

test('a quota is used up at the rate of its period, if that is before the period ends', () => {
  const quota = { period: 'DAY' as const, limit: 100 };
  // 60 in twelve hours: the 40 left last eight more.
  expect(exhaustionMs(40, 60, quota, noon)).toBe(noon + 8 * 3_600_000);
  expect(exhaustionMs(90, 10, quota, noon)).toBeNull();
  expect(exhaustionMs(0, 100, quota, noon)).toBe(noon);
  expect(exhaustionMs(100, 0, quota, noon)).toBeNull();
});

test('the use of a period leaves out the days before it', () => {
  const key = { keyId: 'k', used: 6, left: 0, byDay: [1, 2, 3] };
  expect(usedInPeriod(key, '2026-11-16', { period: 'DAY' }, noon)).toBe(3);
  expect(usedInPeriod(key, '2026-11-16', { period: 'MONTH' }, noon)).toBe(6);
});

test('use is known from the first day of the period, where a chart begins later', () => {
  expect(firstDay(7, { period: 'MONTH' }, noon)).toBe('2026-11-01');
  expect(firstDay(90, { period: 'MONTH' }, noon)).toBe('2026-08-21');
  expect(firstDay(7, undefined, noon)).toBe('2026-11-12');
});

test('use adds up within its period alone', () => {
  const days = ['2026-11-14', '2026-11-15', '2026-11-16'];
  expect(cumulativeByDay([3, 4, 5], days, { period: 'WEEK' })).toEqual([3, 4, 9]);
});

test('a file has a row for each key and day, and no name in it is a formula or another column', () => {
  const csvOf = (name: string) => usageCsv(usageByKey({ k1: [[1, 9]] }, true), ['2026-11-18'], () => name);
  expect(csvOf('ada')).toBe('key_id,key_name,day,used\r\nk1,ada,2026-11-18,1\r\n');
  expect(csvOf('=1+1')).toContain("k1,'=1+1,2026");
  expect(csvOf('a "b", c')).toContain('k1,"a ""b"", c",2026');
});
