import { FaultCount } from './fault-count.js';

function counted(times: readonly number[]): { tooMany: boolean; told: number } {
  let nowMs = 0;
  let told = 0;
  const faults = new FaultCount({ nowMs: () => nowMs, onTooMany: () => (told += 1) });
  for (const time of times) {
    nowMs = time;
    faults.note();
  }
  return { tooMany: faults.tooMany, told };
}

test('five faults within a minute are too many, and that is told once and stays so', () => {
  expect(counted([0, 1, 2, 3])).toEqual({ tooMany: false, told: 0 });
  expect(counted([0, 1, 2, 3, 60_000])).toEqual({ tooMany: true, told: 1 });
  expect(counted([0, 1, 2, 3, 4, 5, 900_000])).toEqual({ tooMany: true, told: 1 });
});

test('faults that come one by one over a long time are not', () => {
  expect(counted(Array.from({ length: 100 }, (_, at) => at * 20_000))).toEqual({ tooMany: false, told: 0 });
});
