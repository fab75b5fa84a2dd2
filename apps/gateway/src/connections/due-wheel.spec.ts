import { DueWheel, type Due } from './due-wheel.js';

const wheels: DueWheel[] = [];
afterEach(() => {
  for (const wheel of wheels.splice(0)) wheel.stop();
});

/** A wheel that turns when the test says so. */
function wheelAt(startMs: number, atOnce?: number) {
  let nowMs = startMs;
  const wheel = new DueWheel({ turnMs: 1000, now: () => nowMs, ...(atOnce && { atOnce }) });
  // Nothing turns by itself.
  wheel.stop();
  wheels.push(wheel);
  return {
    wheel,
    turnTo: (ms: number) => {
      nowMs = ms;
      wheel.turnOn();
    },
  };
}

interface Watched extends Due {
  dueAtMs: number;
  seenAtMs: number[];
}
const watched = (dueAtMs: number): Watched => {
  const seenAtMs: number[] = [];
  return { dueAtMs, seenAtMs, onDue: (nowMs) => void seenAtMs.push(nowMs) };
};

test('each is told once, within a turn behind its time and never before it', () => {
  const { wheel, turnTo } = wheelAt(10_500);
  const one = watched(12_300);
  wheel.add(one);
  for (const ms of [11_500, 12_500]) turnTo(ms);
  expect(one.seenAtMs).toEqual([]);
  turnTo(13_500);
  turnTo(14_500);
  expect(one.seenAtMs).toEqual([13_500]);
  expect(wheel.size).toBe(0);
});

test('a time that has moved on meanwhile is waited for, without anybody having said so', () => {
  const { wheel, turnTo } = wheelAt(0);
  const one = watched(1_500);
  wheel.add(one);
  one.dueAtMs = 5_500;
  for (const ms of [1_000, 2_000, 3_000, 4_000, 5_000]) turnTo(ms);
  expect(one.seenAtMs).toEqual([]);
  turnTo(6_000);
  expect(one.seenAtMs).toEqual([6_000]);
});

test('a time that has come nearer counts once it is added again, and only then is there once', () => {
  const { wheel, turnTo } = wheelAt(0);
  const one = watched(60_000);
  wheel.add(one);
  one.dueAtMs = 1_500;
  wheel.add(one);
  turnTo(2_000);
  turnTo(61_000);
  expect(one.seenAtMs).toEqual([2_000]);
});

test('what was taken out is not told, also by another of the same turn', () => {
  const { wheel, turnTo } = wheelAt(0);
  const [gone, late] = [watched(1_500), watched(1_500)];
  wheel.add({ dueAtMs: 1_400, onDue: () => wheel.delete(late) });
  wheel.add(late);
  wheel.add(gone);
  wheel.delete(gone);
  turnTo(2_000);
  expect([gone.seenAtMs, late.seenAtMs]).toEqual([[], []]);
  expect(wheel.size).toBe(0);
});

test('many at one time do not hold up the event loop: others have a turn in between', async () => {
  const { wheel, turnTo } = wheelAt(0, 10);
  const many = Array.from({ length: 25 }, () => watched(1_500));
  for (const one of many) wheel.add(one);
  const seen = () => many.filter(({ seenAtMs }) => seenAtMs.length > 0).length;
  turnTo(2_000);
  expect(seen()).toBe(10);
  await new Promise(setImmediate);
  expect(seen()).toBe(20);
  await new Promise(setImmediate);
  expect(seen()).toBe(25);
});

test('a clock that jumps ahead by years costs no more than what is there', () => {
  const { wheel, turnTo } = wheelAt(0);
  const one = watched(1_500);
  wheel.add(one);
  turnTo(1_000 * 60 * 60 * 24 * 365 * 100);
  expect(one.seenAtMs).toHaveLength(1);
});
