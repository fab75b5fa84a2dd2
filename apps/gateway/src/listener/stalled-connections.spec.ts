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

test('one that moves again in time goes on, for as long as it does', async () => {
  const { caller, socket } = await open();
  let timersSet = 0;
  for (let times = 0; times < 5; times++) {
    // Seen standing still, and given its time; then something moves before that is over.
    await waitFor(() => Boolean(socket.timeout) || socket.destroyed);
    timersSet += 1;
    caller.write('.');
    await waitFor(() => socket.timeout === 0 || socket.destroyed);
  }
  expect({ timersSet, isCut: socket.destroyed }).toEqual({ timersSet: 5, isCut: false });
});

test('a caller that reads its response slowly is not cut while it reads', async () => {
  stalled.stop();
  // Long enough for the system's buffers, which empty before the gateway sees that anything moves.
  stalled = new StalledConnections(1000);
  const { caller, socket } = await open();
  const bytes = 96 * 1024 * 1024;
  socket.end(Buffer.alloc(bytes));
  let received = 0;
  caller.pause();
  caller.on('data', (chunk: Buffer) => {
    received += chunk.length;
    caller.pause();
  });
  // A piece in each turn: all of it takes longer than a connection may stand still.
  const reading = setInterval(() => caller.resume(), 1);
  await waitFor(() => received === bytes || socket.destroyed);
  clearInterval(reading);
  expect(received).toBe(bytes);
});
