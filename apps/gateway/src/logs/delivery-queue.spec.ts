import { waitFor } from '#libs/testing';
import { DeliveryQueue, type DeliveryQueueOptions } from './delivery-queue.js';
import { MemoryRoom } from './memory-room.js';

/** A queue of texts, with bounds that tests can reach, and what the other side was sent. */
function queueOf(change: Partial<DeliveryQueueOptions<string>> = {}) {
  const calls: (readonly string[])[] = [];
  const told: string[] = [];
  const say = (message: string) => told.push(message);
  const queue = new DeliveryQueue<string>({
    to: 'somewhere',
    bounds: { items: 3, bytes: 30 },
    bytesOf: (text) => text.length,
    send: async (items) => {
      calls.push(items);
      return Promise.resolve([]);
    },
    room: new MemoryRoom(100),
    log: { warn: say, info: say },
    firstPauseMs: 1,
    ...change,
  });
  return { queue, calls, told };
}

test('what is added is sent in its order, by calls that keep the bounds', async () => {
  const { queue, calls } = queueOf();
  for (const text of ['a', 'b', 'c', 'd'.repeat(20), 'e'.repeat(20), 'f']) queue.add(text);
  await waitFor(() => queue.counts().sent === 6, { describe: 'all is sent' });
  expect(calls.flat()).toEqual(['a', 'b', 'c', 'd'.repeat(20), 'e'.repeat(20), 'f']);
  for (const items of calls) {
    expect(items.length).toBeLessThanOrEqual(3);
    expect(items.join('').length).toBeLessThanOrEqual(30);
  }
  expect(queue.counts()).toEqual({ waiting: 0, sent: 6, dropped: 0 });
});

test('only what was not taken is sent again', async () => {
  const calls: (readonly string[])[] = [];
  const { queue } = queueOf({
    send: async (items) => {
      calls.push(items);
      return Promise.resolve(items.filter((text) => text === 'b' && calls.length < 3));
    },
  });
  for (const text of ['a', 'b', 'c']) queue.add(text);
  await waitFor(() => queue.counts().sent === 3, { describe: 'all is sent' });
  expect(calls).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
});

test('who refuses for good costs what waited too long, and no more room than there is', async () => {
  let sends = 0;
  const { queue, told } = queueOf({
    send: () => {
      sends += 1;
      return Promise.reject(new Error('no'));
    },
    room: new MemoryRoom(5),
    bounds: { items: 2, bytes: 30 },
  });
  for (let index = 0; index < 100; index++) queue.add('x');
  expect(queue.counts()).toMatchObject({ waiting: 5, dropped: 95 });
  await waitFor(() => queue.counts().dropped === 100, { timeoutMs: 60_000, describe: 'all is given up' });
  expect(sends).toBeGreaterThan(8);
  expect(queue.counts()).toEqual({ waiting: 0, sent: 0, dropped: 100 });
  // Once, not for every attempt.
  expect(told).toEqual(['log lines are not delivered']);
  // The room is free again.
  queue.add('y');
  expect(queue.counts().waiting).toBe(1);
  await queue.close(10);
});

test('a full queue does not hurry the attempts of one that is refused', async () => {
  let sends = 0;
  const { queue } = queueOf({
    send: () => {
      sends += 1;
      return Promise.reject(new Error('no'));
    },
    firstPauseMs: 1_000_000,
  });
  for (const text of ['a', 'b', 'c']) queue.add(text);
  await waitFor(() => sends === 1, { describe: 'the first attempt' });
  for (let index = 0; index < 50; index++) queue.add('z');
  await new Promise(setImmediate);
  expect(sends).toBe(1);
  await queue.close(10);
});

test('a close sends what is there, and drops what would take too long', async () => {
  const { queue, calls } = queueOf();
  queue.add('a');
  await queue.close(60_000);
  expect(calls).toEqual([['a']]);
  queue.add('late');
  expect(queue.counts()).toEqual({ waiting: 0, sent: 1, dropped: 1 });

  const stuck = queueOf({ send: () => new Promise(() => undefined) });
  for (const text of ['a', 'b', 'c', 'd']) stuck.queue.add(text);
  await stuck.queue.close(1);
  expect(stuck.queue.counts()).toMatchObject({ sent: 0, dropped: 1, waiting: 3 });
});

test('what no call can take is dropped at once', () => {
  const { queue } = queueOf();
  queue.add('x'.repeat(31));
  expect(queue.counts()).toEqual({ waiting: 0, sent: 0, dropped: 1 });
});
