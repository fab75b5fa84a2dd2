import { jest } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { waitFor } from '#libs/testing';
import { StalledConnections } from './stalled-connections.js';

let stalled: StalledConnections;
let server: Server;
let accepted: Socket[];

beforeEach(async () => {
  stalled = new StalledConnections(200);
  accepted = [];
  server = createServer((socket) => {
    accepted.push(socket);
    stalled.watch(socket);
    // As `node:http` does with a connection of its own whose time is up.
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => undefined);
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  jest.useRealTimers();
  stalled.stop();
  for (const socket of accepted) socket.destroy();
  server.close();
});

async function open(): Promise<{ caller: Socket; socket: Socket }> {
  const caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
  caller.on('error', () => undefined);
  const known = accepted.length;
  await waitFor(() => accepted.length > known);
  return { caller, socket: accepted.at(-1)! };
}

test('connections on which nothing moves are cut, however many there are', async () => {
  const opened = await Promise.all(Array.from({ length: 25 }, open));
  opened[0]!.caller.write('one byte, and no more');
  await waitFor(() => accepted.every((socket) => socket.destroyed));
  expect(accepted).toHaveLength(25);
});

/** With looks that the test takes itself, and a time to stand still that is never over by itself. */
function lookByHand(): () => void {
  stalled.stop();
  jest.useFakeTimers({
    doNotFake: ['setTimeout', 'clearTimeout', 'Date', 'performance', 'nextTick', 'queueMicrotask'],
  });
  stalled = new StalledConnections(neverMs);
  // A round of the one connection: it is looked at, and its end is found. There are 40 looks in the time.
  return () => void jest.advanceTimersByTime((neverMs / 40) * 2);
}
const neverMs = 3_600_000;

test('one that moves again in time goes on, for as long as it does', async () => {
  const look = lookByHand();
  const { caller, socket } = await open();
  for (let times = 1; times <= 5; times++) {
    look();
    // Seen standing still, and given its time; then something moves before that is over.
    expect(socket.timeout).toBe(neverMs);
    caller.write('.');
    await waitFor(() => socket.bytesRead === times);
    look();
    expect(socket.timeout).toBe(0);
  }
  expect(socket.destroyed).toBe(false);
});

test('a caller that reads its response slowly is not cut while it reads, and is when it does no more', async () => {
  const look = lookByHand();
  const { caller, socket } = await open();
  const { _handle: handle, _onTimeout: timeIsOver } = socket as unknown as {
    readonly _handle: { readonly writeQueueSize: number };
    readonly _onTimeout: () => void;
  };
  // More than the system's buffers hold.
  socket.end(Buffer.alloc(96 * 1024 * 1024));
  caller.pause();
  caller.on('data', () => caller.pause());
  look();
  expect(socket.timeout).toBe(neverMs);
  // Time after time something has left before it is over, be it little.
  for (let times = 0; times < 5; times++) {
    const waiting = handle.writeQueueSize;
    const hasLeft = (): boolean => {
      caller.resume();
      return handle.writeQueueSize < waiting;
    };
    await waitFor(hasLeft, { intervalMs: 1 });
    timeIsOver.call(socket);
    expect(socket.destroyed).toBe(false);
  }
  caller.removeAllListeners('data').pause();
  timeIsOver.call(socket);
  timeIsOver.call(socket);
  expect(socket.destroyed).toBe(true);
});
