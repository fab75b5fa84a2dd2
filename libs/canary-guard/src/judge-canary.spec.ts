import fc from 'fast-check';
import { LatencySketch } from '#libs/metrics';
import { judgeCanary, readCanaryGuard, type CanaryGuardRule, type ReleaseFigures } from './index.js';

function ruleOf(text: string): CanaryGuardRule {
  const read = readCanaryGuard(text);
  if (!read.ok) throw new Error(read.problem);
  return read.rule;
}

function served(requests: number, serverErrors = 0, latencies: readonly number[] = [10]): ReleaseFigures {
  const latency = new LatencySketch();
  for (let n = 0; n < requests; n += 1) latency.add(latencies[n % latencies.length]!);
  return { requests, clientErrors: 0, serverErrors, latency };
}

const minuteMs = 60_000;
const rule = ruleOf('error-rate<1%,p99<300ms,requests>=500,for=10m,then=promote');
const judge = (canary: ReleaseFigures, runsForMs: number, base = served(0), by = rule) =>
  judgeCanary(by, { canary, base, runsForMs });

test('a canary that has held for the whole time is promoted, and not a moment before', () => {
  expect(judge(served(500), 10 * minuteMs)).toMatchObject({
    verdict: 'promote',
    reasons: [
      'held for 600 s: error-rate<1%: 0 % against 1 %',
      'held for 600 s: p99<300ms: 10 ms against 300 ms',
    ],
  });
  expect(judge(served(500), 10 * minuteMs - 1)).toMatchObject({
    verdict: 'wait',
    reasons: ['it has run for 599 s of 600 s'],
  });
});

test('too few requests decide nothing, neither good ones nor bad ones, however long it takes', () => {
  for (const canary of [served(499), served(499, 499), served(0)]) {
    expect(judge(canary, 100 * minuteMs)).toMatchObject({
      verdict: 'wait',
      reasons: [`the canary has served ${canary.requests} of 500 requests`],
    });
  }
});

test('a condition that enough requests break removes the canary at once', () => {
  expect(judge(served(500, 5), 0)).toMatchObject({
    verdict: 'remove',
    reasons: ['broken: error-rate<1%: 1 % against 1 %'],
    conditions: [
      { condition: 'error-rate<1%', holds: false, canary: 1, limit: 1 },
      { condition: 'p99<300ms', holds: true, canary: 10, limit: 300 },
    ],
  });
  expect(judge(served(500, 4), 0).verdict).toBe('wait');
});

test('a limit itself is within <= and not within <', () => {
  const exactly = served(1_000, 1);
  expect(judge(exactly, 0, served(0), ruleOf('error-rate<0.1%')).verdict).toBe('remove');
  expect(judge(exactly, 0, served(0), ruleOf('error-rate<=0.1%')).verdict).toBe('wait');
});

test('client errors and server errors are told apart', () => {
  const canary = { ...served(1_000, 10), clientErrors: 500 };
  expect(judge(canary, 0, served(0), ruleOf('error-rate<=1%')).verdict).toBe('wait');
  expect(judge(canary, 0, served(0), ruleOf('client-error-rate<50%')).verdict).toBe('remove');
});

test('a condition of the base waits until the base, too, has served enough', () => {
  const relative = ruleOf('p50<1.2*base,requests>=100,for=1s,then=promote');
  const slow = served(100, 0, [50]);
  expect(judge(slow, minuteMs, served(99), relative)).toMatchObject({
    verdict: 'wait',
    reasons: ['the base has served 99 of 100 requests'],
    conditions: [{ holds: null, canary: 50, base: 10, limit: null }],
  });
  expect(judge(slow, minuteMs, served(100), relative).verdict).toBe('remove');
  expect(judge(served(100, 0, [11]), minuteMs, served(100), relative).verdict).toBe('promote');
});

test('what holds may remove the canary, or leave it where it is and look anew', () => {
  const verdictOf = (action: string) =>
    judge(served(100), minuteMs, served(0), ruleOf(`error-rate<1%,for=1m,then=${action}`)).verdict;
  expect(['promote', 'remove', 'hold'].map(verdictOf)).toEqual(['promote', 'remove', 'renew']);
});

test('nothing is decided without requests enough, nor promoted before the time or with a broken condition', () => {
  fc.assert(
    fc.property(
      fc.nat(40),
      fc.nat(40),
      fc.nat(40),
      fc.nat(3_000),
      fc.constantFrom('promote', 'remove', 'hold'),
      (requests, errors, ofBase, runsForMs, action) => {
        const tried = ruleOf(`error-rate<20%,p50<=base+5ms,requests>=20,for=2s,then=${action}`);
        const canary = served(requests, Math.min(errors, requests), [10, 20]);
        const { verdict, reasons } = judgeCanary(tried, { canary, base: served(ofBase), runsForMs });
        const isBroken = requests >= 20 && Math.min(errors, requests) * 5 >= requests;
        expect(reasons.length).toBeGreaterThan(0);
        if (requests < 20) return expect(verdict).toBe('wait');
        if (isBroken) return expect(verdict).toBe('remove');
        const isOver = runsForMs >= 2_000 && ofBase >= 20;
        const then = action === 'hold' ? 'renew' : action;
        expect(verdict).toBe(isOver ? then : 'wait');
      },
    ),
    { numRuns: 1_000 },
  );
});
