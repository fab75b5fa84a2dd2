import { FaultCount } from './fault-count.js';

function counted(times: readonly number[]): { tooMany: boolean; reports: number } {
  let nowMs = 0;
  let reports = 0;
  const faults = new FaultCount({ nowMs: () => nowMs, onTooMany: () => (reports += 1) });
  for (const time of times) {
    nowMs = time;
    faults.note();
  }
  return { tooMany: faults.tooMany, reports };
}

test('five faults within a minute are too many, and that is reported once and stays so', () => {
  expect(counted([0, 1, 2, 3])).toEqual({ tooMany: false, reports: 0 });
  expect(counted([0, 1, 2, 3, 60_000])).toEqual({ tooMany: true, reports: 1 });
  expect(counted([0, 1, 2, 3, 4, 5, 900_000])).toEqual({ tooMany: true, reports: 1 });
});

test('faults that come one by one over a long time are not', () => {
  expect(counted(Array.from({ length: 100 }, (_, at) => at * 20_000))).toEqual({
    tooMany: false,
    reports: 0,
  });
});
