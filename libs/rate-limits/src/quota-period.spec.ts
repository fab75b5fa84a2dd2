import { quotaPeriodEndMs, quotaPeriodStart, utcDayStartMs } from './quota-period.js';

const at = (text: string) => Date.parse(text);

test.each([
  ['DAY', '2026-11-21T00:00:00.000Z', '2026-11-21', '2026-11-22T00:00:00Z'],
  ['DAY', '2026-11-21T23:59:59.999Z', '2026-11-21', '2026-11-22T00:00:00Z'],
  ['WEEK', '2026-11-21T23:59:59.999Z', '2026-11-15', '2026-11-22T00:00:00Z'],
  ['WEEK', '2026-11-22T00:00:00.000Z', '2026-11-22', '2026-11-29T00:00:00Z'],
  ['WEEK', '2027-01-01T12:00:00.000Z', '2026-12-27', '2027-01-03T00:00:00Z'],
  ['MONTH', '2028-02-29T12:00:00.000Z', '2028-02-01', '2028-03-01T00:00:00Z'],
  ['MONTH', '2026-12-31T23:59:59.999Z', '2026-12-01', '2027-01-01T00:00:00Z'],
] as const)('%s at %s starts on %s and ends at %s', (period, now, start, end) => {
  expect(quotaPeriodStart(period, at(now))).toBe(start);
  expect(quotaPeriodEndMs(period, at(now))).toBe(at(end));
});

test('what is no day of the calendar is not read as another one', () => {
  expect(utcDayStartMs('2026-02-30')).toBeNaN();
  expect(utcDayStartMs('2026-2-3')).toBeNaN();
  expect(utcDayStartMs('2026-11-21')).toBe(at('2026-11-21T00:00:00Z'));
});
