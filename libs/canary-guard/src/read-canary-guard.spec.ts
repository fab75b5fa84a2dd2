import fc from 'fast-check';
import { readCanaryGuard } from './read-canary-guard.js';

const ruleOf = (text: string) => {
  const read = readCanaryGuard(text);
  if (!read.ok) throw new Error(`${text}: ${read.problem}`);
  return read.rule;
};
const problemOf = (text: string): string => {
  const read = readCanaryGuard(text);
  return read.ok ? 'none' : read.problem;
};

test('a rule says what must hold, of how many requests, for how long, and what happens then', () => {
  expect(ruleOf('error-rate<1%,p99<300ms,requests>=500,for=10m,then=promote')).toEqual({
    conditions: [
      {
        text: 'error-rate<1%',
        measure: { unit: 'percent', errors: 'serverErrors' },
        includesLimit: false,
        limit: { timesBase: 0, plus: 1 },
      },
      {
        text: 'p99<300ms',
        measure: { unit: 'milliseconds', share: 0.99 },
        includesLimit: false,
        limit: { timesBase: 0, plus: 300 },
      },
    ],
    requestsMin: 500,
    forMs: 600_000,
    action: 'promote',
  });
});

test('what is left out: 100 requests, ten minutes, and the canary stays', () => {
  expect(ruleOf('latency<=1.5s')).toMatchObject({ requestsMin: 100, forMs: 600_000, action: 'hold' });
});

test.each([
  ['p99<1.2*base', { timesBase: 1.2, plus: 0 }],
  ['p99.9<base', { timesBase: 1, plus: 0 }],
  ['p50<=base+20ms', { timesBase: 1, plus: 20 }],
  ['latency<2*base+1.5s', { timesBase: 2, plus: 1_500 }],
  ['client-error-rate<base+0.5%', { timesBase: 1, plus: 0.5 }],
  ['error-rate<=0%', { timesBase: 0, plus: 0 }],
])('%s has a limit by itself or of the base', (text, limit) => {
  expect(ruleOf(text).conditions[0]!.limit).toEqual(limit);
});

test('blanks and commas are the same, wherever they stand', () => {
  const tidy = ruleOf('error-rate<1%,p99<1.2*base+5ms,requests>=500,for=1d,then=remove');
  expect(ruleOf(' then = remove   p99 < 1.2 * base + 5ms, error-rate<1%  for=1d,, requests >= 500 ')).toEqual(
    {
      ...tidy,
      conditions: tidy.conditions.toReversed(),
    },
  );
});

test.each([
  ['', 'it has no condition, such as error-rate<1%'],
  ['requests>=10,for=1m,then=promote', 'it has no condition, such as error-rate<1%'],
  ['error-rate<1%,then=promote', 'then=promote needs for=, such as for=10m'],
  ['error-rate<1%,for=1m,then=deploy', 'then= must be one of promote, remove, hold'],
  ['error-rate<1%,for=0s', 'for= needs a time from 1s to 7d, such as 90s, 10m, 2h or 1d'],
  ['error-rate<1%,for=8d', 'for= needs a time from 1s to 7d, such as 90s, 10m, 2h or 1d'],
  ['error-rate<1%,for=10', 'for= needs a time from 1s to 7d, such as 90s, 10m, 2h or 1d'],
  ['error-rate<1%,for=1m,for=2m', 'for is there twice'],
  ['error-rate<1%,requests>=0', 'requests>= needs a whole number from 1 to 1000000000'],
  ['error-rate<1%,requests>=1.5', 'requests>= needs a whole number from 1 to 1000000000'],
  ['error-rate<1%,requests=500', '"requests=500" must be written requests>=500'],
  ['error-rate<1%,for>=1m', '"for>=1m" must be written for=10m'],
  ['error-rate>1%', '"error-rate>1%" must compare with < or <='],
  ['error-rate=1%', '"error-rate=1%" must compare with < or <='],
  ['error-rate<1', '"error-rate<1" needs a limit such as 1%, base+0.5% or 2*base'],
  ['error-rate<300ms', '"error-rate<300ms" needs a limit such as 1%, base+0.5% or 2*base'],
  ['error-rate<101%', '"error-rate<101%" has a limit over 100%'],
  ['error-rate<0%', '"error-rate<0%" holds for no request'],
  ['p99<fast', '"p99<fast" needs a limit such as 300ms, 1.5s, base+50ms or 1.2*base'],
  ['p99<0*base', '"p99<0*base" needs a limit such as 300ms, 1.5s, base+50ms or 1.2*base'],
  ['p99<-1ms', '"p99<-1ms" needs a limit such as 300ms, 1.5s, base+50ms or 1.2*base'],
])('%j is refused: %s', (text, problem) => {
  expect(problemOf(text)).toBe(problem);
});

test.each(['p101<1ms', 'errors<1%', 'P99<1ms', 'toString<1%', '__proto__<1ms', '<1%', 'promote'])(
  '%j is about nothing that is known',
  (text) => expect(problemOf(text)).toMatch(/ is unknown: conditions are about error-rate, /),
);

test('whatever a tag holds is read or refused', () => {
  const word = fc.constantFrom(
    'error-rate', 'p99', 'latency', 'requests', 'for', 'then', 'base', 'promote', '<', '<=', '>=', '=', '*', '+', '1', '0.5', '%', 'ms', 's', ',', ' ', 'x',
  ); // prettier-ignore
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(word, { maxLength: 20 }).map((words) => words.join('')),
        fc.string(),
      ),
      (text) => {
        const read = readCanaryGuard(text);
        if (!read.ok) return expect(read.problem).not.toBe('');
        const { conditions, requestsMin, forMs } = read.rule;
        expect(conditions.length).toBeGreaterThan(0);
        expect(requestsMin).toBeGreaterThan(0);
        expect(forMs).toBeGreaterThanOrEqual(1_000);
        for (const { limit } of conditions) expect(limit.timesBase + limit.plus).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 2_000 },
  );
});
