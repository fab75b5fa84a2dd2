import type { ConnectionFacts } from '../invocation/connection-event.js';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { Invocation } from '../invocation/invocation.js';
import { LateResponse } from '../invocation/pipeline.js';
import { RequestRecords } from '../invocation/record/request-record.js';
import { response } from '../testing/websocket-listener.js';
import { goingAway } from './connection-end.js';
import { Disconnects } from './disconnects.js';
import type { ConnectionOrigin } from './run-event.js';

const origin = { caller: {}, host: 'h', address: { apiId: 'api', stageName: 'dev' } } as ConnectionOrigin;
const ended = (connectionId: string) => ({
  facts: { connectionId } as ConnectionFacts,
  origin,
  end: goingAway,
});

test('ten thousand that leave in one moment are told in order, so many at a time', async () => {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  let most = 0;
  const invoke = ({ event }: Invocation): LateResponse =>
    new LateResponse((deliver: (value: CallerResponse) => void) => {
      told.push(event!.connection.connectionId);
      waiting.push(() => deliver(response(200)));
      most = Math.max(most, waiting.length);
    });
  const disconnects = new Disconnects({ pipeline: { invoke }, records: new RequestRecords([]) }, 8);
  const ids = Array.from({ length: 10_000 }, (_, index) => String(index));
  for (const id of ids) disconnects.add(ended(id));
  expect(told).toEqual([]);
  while (disconnects.size > 0) {
    await new Promise(setImmediate);
    for (const deliver of waiting.splice(0)) deliver();
  }
  expect(told).toEqual(ids);
  expect(most).toBe(8);
  expect(await disconnects.settle(0)).toBe(0);
});

test('those that are through at once leave the event loop its turns, too', async () => {
  const disconnects = new Disconnects(
    { pipeline: { invoke: () => response(200) }, records: new RequestRecords([]) },
    10,
  );
  for (let added = 0; added < 25; added++) disconnects.add(ended('x'));
  const left: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    await new Promise(setImmediate);
    left.push(disconnects.size);
  }
  expect(left).toEqual([15, 5, 0]);
});

test('who waits for them is told how many are not through when the time is over', async () => {
  const invoke = (): LateResponse => new LateResponse(() => undefined);
  const disconnects = new Disconnects({ pipeline: { invoke }, records: new RequestRecords([]) }, 2);
  for (let added = 0; added < 5; added++) disconnects.add(ended('x'));
  expect(await disconnects.settle(1)).toBe(5);
});

test('beyond a bound the newest are counted, and not told of; what is over is let go of meanwhile', async () => {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  const invoke = ({ event }: Invocation): LateResponse =>
    new LateResponse((deliver: (value: CallerResponse) => void) => {
      told.push(event!.connection.connectionId);
      waiting.push(() => deliver(response(200)));
    });
  const disconnects = new Disconnects({ pipeline: { invoke }, records: new RequestRecords([]) }, 1, 2000);
  let crossedOff = 0;
  for (let id = 0; id < 2005; id++) {
    disconnects.add({ ...ended(String(id)), told: () => (crossedOff += 1) });
  }
  expect([disconnects.size, disconnects.lost, crossedOff]).toEqual([2000, 5, 5]);
  while (disconnects.size > 0) {
    await new Promise(setImmediate);
    for (const deliver of waiting.splice(0)) deliver();
  }
  expect(told).toEqual(Array.from({ length: 2000 }, (_, id) => String(id)));
  expect([disconnects.lost, crossedOff]).toEqual([5, 2005]);
});
