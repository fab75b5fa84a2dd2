import { jest } from '@jest/globals';
import { Deadlines, type Deadline } from './deadlines.js';

let deadlines: Deadlines;
let ended: string[];

beforeEach(() => {
  jest.useFakeTimers();
  deadlines = new Deadlines();
  ended = [];
});
afterEach(() => jest.useRealTimers());

const start = (name: string, timeoutMs: number): Deadline =>
  deadlines.start({ onDeadline: () => void ended.push(name) }, timeoutMs);

test('a deadline comes when its time is over and not before, also behind others of its length and of another', () => {
  start('a', 100);
  jest.advanceTimersByTime(40);
  start('b', 100);
  start('short', 50);
  jest.advanceTimersByTime(49);
  expect(ended).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(ended).toEqual(['short']);
  jest.advanceTimersByTime(10);
  expect(ended).toEqual(['short', 'a']);
  jest.advanceTimersByTime(39);
  expect(ended).toEqual(['short', 'a']);
  jest.advanceTimersByTime(1);
  expect(ended).toEqual(['short', 'a', 'b']);
});

test('one that is lifted never comes, wherever it stands, and those beside it do', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => start(name, 100));
  for (const index of [0, 2, 4, 2]) all[index]!.lift();
  jest.advanceTimersByTime(1000);
  expect(ended).toEqual(['b', 'd']);
});

test('a deadline may lift others, and start new ones', () => {
  const last: Deadline[] = [];
  deadlines.start(
    {
      onDeadline() {
        last[0]!.lift();
        start('new', 100);
      },
    },
    100,
  );
  last.push(start('lifted', 100));
  jest.advanceTimersByTime(199);
  expect(ended).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(ended).toEqual(['new']);
});

test('one that was lifted holds on to no other', () => {
  const [first, second, third] = [start('first', 100), start('second', 100), start('third', 100)];
  second.lift();
  first.lift();
  expect([first.next, second.next, second.previous, third.previous]).toEqual([null, null, null, null]);
});

test('a fault in one does not keep the next waiting', () => {
  const onDeadline = (): void => {
    throw new Error('a bug');
  };
  deadlines.start({ onDeadline }, 100);
  start('next', 100);
  expect(() => jest.advanceTimersByTime(100)).toThrow('a bug');
  jest.advanceTimersByTime(1);
  expect(ended).toEqual(['next']);
});

test('a thousand calls that end in time need one timer, and none when they have ended', () => {
  for (let index = 0; index < 1000; index++) start('call', 100).lift();
  expect(jest.getTimerCount()).toBe(1);
  jest.advanceTimersByTime(100);
  expect(jest.getTimerCount()).toBe(0);
  start('late', 100);
  jest.advanceTimersByTime(100);
  expect(ended).toEqual(['late']);
});
