import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryQueues } from './delivery-queues.js';
import { MemoryRoom } from './memory-room.js';

const room = new MemoryRoom();
const makeQueue = (send: () => Promise<readonly string[]>) =>
  new DeliveryQueue<string>({
    to: 'a test',
    bounds: { items: 1, bytes: 100 },
    bytesOf: ({ length }) => length,
    send,
    room,
    log: silentLogger,
  });

test('destinations that come and go are forgotten when they have nothing to do, not what they counted', async () => {
  const queues = new DeliveryQueues<object, string>(() => 'group', 10);
  let end = (): void => undefined;
  const held = new Promise<readonly string[]>((resolve) => (end = () => resolve([])));
  const busy = {};
  queues.of(busy, () => makeQueue(() => held)).add('held');
  for (let index = 0; index < 100; index++) {
    const queue = queues.of({}, () => makeQueue(() => Promise.resolve([])));
    queue.add('line');
    await waitFor(() => queue.isIdle, { describe: 'the line is sent' });
  }
  const { group, '(other)': forgotten } = queues.status();
  expect(group!.waiting).toBe(1);
  expect(group!.sent).toBeLessThan(10);
  expect(group!.sent + forgotten!.sent).toBe(100);
  const again = queues.of(busy, () => makeQueue(() => held));
  end();
  await waitFor(() => again.counts().sent === 1, { describe: 'the queue that was busy is the same' });
  await queues.close(1_000);
});
