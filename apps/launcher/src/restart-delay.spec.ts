import { nextRestart, noFailures } from './restart-delay.js';

function delaysAfter(lives: readonly number[]): number[] {
  let state = noFailures;
  return lives.map((livedMs) => {
    state = nextRestart(state, livedMs);
    return state.delayMs;
  });
}

test('delays double from 250 ms and stop growing at 10 s', () => {
  expect(delaysAfter([0, 0, 0, 0, 0, 0, 0, 0])).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('a life of 30 s starts the delays over', () => {
  expect(delaysAfter([0, 0, 29_999, 30_000, 0])).toEqual([250, 500, 1000, 250, 500]);
});
