import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { waitFor } from '#libs/testing';
import { ConnectionHandoff, type Taker } from './connection-handoff.js';

let server: Server;
let handoff: ConnectionHandoff;
const callers: Socket[] = [];

beforeEach(async () => {
  handoff = new ConnectionHandoff();
  server = createServer({ pauseOnConnect: true }, (socket) => handoff.accept('http', socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  handoff.close();
  for (const caller of callers.splice(0)) caller.destroy();
  server.close();
});

function call(count: number): void {
  const { port } = server.address() as AddressInfo;
  for (let at = 0; at < count; at++) callers.push(connect(port, '127.0.0.1'));
}

/** Remembers what it is given, and says nothing. */
function taker(): Taker & { readonly given: number[] } {
  const given: number[] = [];
  return { given, send: ({ id }) => void given.push(id) };
}

test('connections go to the processes in turn', async () => {
  const [one, two] = [taker(), taker()];
  handoff.add(one);
  handoff.add(two);
  call(6);
  await waitFor(() => one.given.length + two.given.length === 6);
  expect([one.given.length, two.given.length]).toEqual([3, 3]);
});

test('what a process has not taken goes to another when it is gone, what it has taken does not', async () => {
  const [one, two] = [taker(), taker()];
  handoff.add(one);
  call(3);
  await waitFor(() => one.given.length === 3);
  handoff.taken(one.given[0]!);
  handoff.add(two);
  handoff.remove(one, false);
  expect(two.given).toEqual([]);
  handoff.remove(one, true);
  expect(two.given).toEqual(one.given.slice(1));
});

test('while no process takes any they wait, in their order', async () => {
  call(4);
  await waitFor(() => callers.every(({ pending }) => !pending));
  const one = taker();
  await waitFor(
    () => new Promise<boolean>((resolve) => server.getConnections((_, count) => resolve(count === 4))),
  );
  handoff.add(one);
  expect(one.given).toEqual([1, 2, 3, 4]);
});
