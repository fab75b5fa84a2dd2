import { dryRunPlan } from './dry-run-plan.js';

const use = (day: string, hour: number, used: number) => ({
  usagePlanId: 'plan01',
  keyId: 'key0000001',
  day,
  hour,
  used,
});
const quota = (limit: number, period: 'DAY' | 'WEEK' | 'MONTH') => ({
  quota: { limit, period },
  throttle: null,
});

test('a quota refuses what is over it in each period, and names the first hour', () => {
  const hours = [use('2026-11-01', 5, 6), use('2026-11-01', 6, 6), use('2026-11-02', 0, 11)];
  expect(dryRunPlan(hours, quota(10, 'DAY'), '2026-11-01')).toEqual([
    { keyId: 'key0000001', limit: 'quota', firstAt: '2026-11-01T06:00Z', refused: 3 },
  ]);
  expect(dryRunPlan(hours, quota(20, 'MONTH'), '2026-11-01')).toMatchObject([
    { firstAt: '2026-11-02T00:00Z', refused: 3 },
  ]);
  expect(dryRunPlan(hours, quota(23, 'MONTH'), '2026-11-01')).toEqual([]);
});

test('use before the window counts in its period and is not reported', () => {
  const hours = [use('2026-11-01', 5, 30), use('2026-11-10', 1, 2)];
  expect(dryRunPlan(hours, quota(20, 'MONTH'), '2026-11-10')).toMatchObject([
    { firstAt: '2026-11-10T01:00Z', refused: 2 },
  ]);
});

test('a throttle refuses what no spread over the hour could have let pass, and that uses up no quota', () => {
  const limits = {
    throttle: { rateLimit: 1, burstLimit: 400 },
    quota: { limit: 8000, period: 'DAY' as const },
  };
  const hours = [use('2026-11-01', 5, 4000), use('2026-11-01', 6, 5000), use('2026-11-01', 7, 1)];
  expect(dryRunPlan(hours, limits, '2026-11-01')).toEqual([
    { keyId: 'key0000001', limit: 'throttle', firstAt: '2026-11-01T06:00Z', refused: 1000 },
    { keyId: 'key0000001', limit: 'quota', firstAt: '2026-11-01T07:00Z', refused: 1 },
  ]);
});
