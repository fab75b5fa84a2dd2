import { createMemoryRateBuckets } from '#libs/rate-limits';
import type { QuotaLimit } from '#libs/snapshot-format';
import { rateLimitHeaders } from './rate-limit-headers.js';
import { createPermits } from './permits.js';
import type { Grant } from './resolve-grant.js';
import type { Rate } from './take-rates.js';

const nowMs = Date.UTC(2026, 10, 21, 23, 59, 30);
const rate = (policy: string | null, ratePerSecond: number, burst: number): Rate => ({
  key: `${policy}`,
  code: 'throttle.key.rate',
  policy,
  limit: { ratePerSecond, burst },
});

function fieldsOf(given: {
  quota?: QuotaLimit;
  periodStart?: string;
  periodEndMs?: number;
  inHand?: number;
  poolRemaining?: number;
  rates?: readonly Rate[];
  taken?: number;
}) {
  const { quota = null, rates = [], periodStart = '2026-11-21' } = given;
  const period = { periodStart, periodEndMs: given.periodEndMs ?? Date.UTC(2026, 10, 22) };
  const permits = quota && createPermits({ usagePlanId: 'p', keyId: 'k', ...period }, nowMs);
  if (permits) Object.assign(permits, { inHand: given.inHand ?? 0 });
  if (permits && given.poolRemaining !== undefined) permits.poolRemaining = given.poolRemaining;
  const buckets = createMemoryRateBuckets();
  for (const { key, limit } of rates)
    for (let i = 0; i < (given.taken ?? 0); i++) void buckets.take(key, limit, 0);
  return rateLimitHeaders({ plan: { quota }, permits } as unknown as Grant, rates, buckets, nowMs, 0);
}

test('a quota says its limit and calendar period, and what is left for how long', () => {
  const quota = { limit: 1000, period: 'DAY', offset: 0 } as const;
  expect(fieldsOf({ quota, inHand: 7, poolRemaining: 983 })).toEqual([
    'RateLimit-Policy',
    '"day";q=1000;w=86400',
    'RateLimit',
    '"day";r=990;t=30',
  ]);
});

test('a month is as long as it is', () => {
  const quota = { limit: 5, period: 'MONTH', offset: 0 } as const;
  const november = { periodStart: '2026-11-01', periodEndMs: Date.UTC(2026, 11, 1) };
  expect(fieldsOf({ quota, ...november, poolRemaining: 0 })).toEqual([
    'RateLimit-Policy',
    '"month";q=5;w=2592000',
    'RateLimit',
    '"month";r=0;t=777630',
  ]);
});

test('what nobody has answered yet is not made up', () => {
  const quota = { limit: 10, period: 'WEEK', offset: 0 } as const;
  const week = { periodStart: '2026-11-15', periodEndMs: Date.UTC(2026, 10, 22) };
  expect(fieldsOf({ quota, ...week })).toEqual(['RateLimit-Policy', '"week";q=10;w=604800']);
});

test("the key's throttles are in the headers, those of stage and account are not", () => {
  const rates = [rate('method-rate', 0.5, 4), rate('rate', 100, 200), rate(null, 7, 7)];
  expect(fieldsOf({ rates, taken: 3 })).toEqual([
    'RateLimit-Policy',
    '"method-rate";q=4;w=8, "rate";q=200;w=2',
    'RateLimit',
    '"method-rate";r=1;t=2, "rate";r=197;t=1',
  ]);
});

test('an empty bucket says when its next token comes, and one that never refills says no time', () => {
  expect(fieldsOf({ rates: [rate('rate', 0.1, 2)], taken: 2 })).toContain('"rate";r=0;t=10');
  expect(fieldsOf({ rates: [rate('rate', 0, 2)], taken: 2 })).toEqual([
    'RateLimit-Policy',
    '"rate";q=2',
    'RateLimit',
    '"rate";r=0',
  ]);
});

test('numbers stay what a structured field can hold: not negative, no fraction, at most 15 digits', () => {
  const quota = { limit: 5, period: 'DAY', offset: 0 } as const;
  const rates = [rate('rate', 1e-12, 2 ** 53 - 1)];
  const [, policies, , limits] = fieldsOf({ quota, poolRemaining: -3, rates }) ?? [];
  expect(policies).toBe('"day";q=5;w=86400, "rate";q=999999999999999;w=999999999999999');
  expect(limits).toBe('"day";r=0;t=30, "rate";r=999999999999999;t=1000000000000');
});

test('a plan without limits has nothing to tell', () => {
  expect(fieldsOf({})).toBeNull();
  expect(fieldsOf({ rates: [rate(null, 1, 1)] })).toBeNull();
});
