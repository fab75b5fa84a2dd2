import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { waitFor } from '#libs/testing';
import { ConnectionPool, type ConnectionPoolOptions, type PooledHandler } from './connection-pool.js';
import { SocketLimit } from './socket-limit.js';

let server: Server;
let pool: ConnectionPool;
let connections = 0;
const waiting: { path: string; response: ServerResponse }[] = [];

beforeEach(async () => {
  connections = 0;
  waiting.length = 0;
  server = createServer((request, response) => void waiting.push({ path: request.url!, response }));
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  pool = newPool(2);
});
afterEach(async () => {
  await pool.destroy();
  server.closeAllConnections();
  server.close();
});

function newPool(connectionsMax: number, more: Partial<ConnectionPoolOptions> = {}): ConnectionPool {
  const { port } = server.address() as AddressInfo;
  return new ConnectionPool({
    origin: `http://127.0.0.1:${port}`,
    connectionsMax,
    waitingMax: 100,
    sockets: new SocketLimit(100),
    client: {},
    ...more,
  });
}

async function get(path: string): Promise<string> {
  const response = await pool.request({ path, method: 'GET' });
  return response.body.text();
}

function respondToOldest(headers = {}): void {
  const { path, response } = waiting.shift()!;
  response.writeHead(200, headers).end(path);
}

async function settled(calls: readonly Promise<string>[]): Promise<string[]> {
  const results = await Promise.allSettled(calls);
  return results.map((result) =>
    result.status === 'fulfilled' ? result.value : (result.reason as Error).name,
  );
}

test('no more connections than allowed are opened, and calls that find none wait in their order', async () => {
  const calls = ['/1', '/2', '/3', '/4', '/5'].map(get);
  const order: string[] = [];
  for (let answered = 0; answered < 5; answered++) {
    await waitFor(() => waiting.length === Math.min(2, 5 - answered));
    order.push(waiting[0]!.path);
    respondToOldest();
  }
  expect(await Promise.all(calls)).toEqual(['/1', '/2', '/3', '/4', '/5']);
  expect(order.slice(2)).toEqual(['/3', '/4', '/5']);
  expect(connections).toBe(2);
});

test('calls that follow each other go over the same few connections', async () => {
  const few = pool;
  pool = newPool(100);
  for (let call = 1; call <= 10; call++) {
    const response = get(`/${call}`);
    await waitFor(() => waiting.length === 1);
    respondToOldest();
    expect(await response).toBe(`/${call}`);
  }
  // undici gives a connection free a turn of the loop after the end of its response.
  expect(connections).toBeLessThanOrEqual(2);
  await few.destroy();
});

test('a backend that closes the connection behind each response is called on new ones', async () => {
  for (let call = 1; call <= 5; call++) {
    const response = get(`/${call}`);
    await waitFor(() => waiting.length === 1);
    respondToOldest({ Connection: 'close' });
    expect(await response).toBe(`/${call}`);
  }
  expect(connections).toBe(5);
});

test('requests that undici itself refuses do not use up connections', async () => {
  for (let call = 0; call < 5; call++) {
    const refused = pool.request({ path: '/', method: 'GET', headers: ['bad name', 'x'] });
    await expect(refused).rejects.toThrow('invalid header');
  }
  const call = get('/after');
  await waitFor(() => waiting.length === 1);
  respondToOldest();
  expect(await call).toBe('/after');
});

test('connections that could not be opened do not count, and the next call finds the backend again', async () => {
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  for (let round = 0; round < 2; round++) {
    expect(await settled(['/1', '/2', '/3', '/4'].map(get))).toEqual(Array(4).fill('Error'));
  }
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const calls = [get('/a'), get('/b')];
  await waitFor(() => waiting.length === 2);
  respondToOldest();
  respondToOldest();
  expect(await Promise.all(calls)).toEqual(['/a', '/b']);
});

test('closing lets the calls end that were taken, and takes no more', async () => {
  const calls = ['/1', '/2', '/3'].map(get);
  await waitFor(() => waiting.length === 2);
  let isClosed = false;
  const closing = pool.close().then(() => (isClosed = true));
  expect(await settled([get('/late')])).toEqual(['ClientClosedError']);
  respondToOldest();
  respondToOldest();
  await waitFor(() => waiting.length === 1);
  expect(isClosed).toBe(false);
  respondToOldest();
  expect(await Promise.all(calls)).toEqual(['/1', '/2', '/3']);
  await closing;
});

test('destroying ends the calls that run and those that wait', async () => {
  const calls = settled(['/1', '/2', '/3'].map(get));
  await waitFor(() => waiting.length === 2);
  await pool.destroy();
  expect(await calls).toEqual(Array(3).fill('ClientDestroyedError'));
  expect(await settled([get('/late')])).toEqual(['ClientDestroyedError']);
});

/** A call that can give up, as the gateway's do; `events` is what became of it. */
function impatient(path: string, body: Readable | null = null): { leave: () => void; events: string[] } {
  const events: string[] = [];
  const call = { leave: () => events.push('nothing to leave'), events } as {
    leave: () => void;
    events: string[];
  };
  const handler: PooledHandler = {
    onQueued: (leave) => (call.leave = leave),
    onConnect: () => void events.push('connected'),
    onHeaders: () => true,
    onData: () => true,
    onComplete: () => void events.push('complete'),
    onError: (error) => void events.push(error.name),
  };
  pool.dispatch({ path, method: body ? 'POST' : 'GET', body }, handler);
  return call;
}

test('calls that give up while they wait cost the backend no connection and no request', async () => {
  const calls = ['/1', '/2'].map(get);
  await waitFor(() => waiting.length === 2);
  const body = new Readable({ read: () => undefined });
  const impatients = Array.from({ length: 50 }, (_, at) => impatient(`/gone/${at}`, at === 0 ? body : null));
  const last = get('/last');
  for (const { leave } of impatients) leave();
  expect(body.destroyed).toBe(true);
  respondToOldest();
  respondToOldest();
  await waitFor(() => waiting.length === 1);
  respondToOldest();
  expect(await Promise.all([...calls, last])).toEqual(['/1', '/2', '/last']);
  expect(impatients.flatMap(({ events }) => events)).toEqual([]);
  expect(connections).toBe(2);
});

test('no more calls wait than may: the next one fails at once, and one that gives up makes room', async () => {
  const first = pool;
  pool = newPool(1, { waitingMax: 2 });
  const calls = [get('/1')];
  await waitFor(() => waiting.length === 1);
  const gone = impatient('/gone');
  calls.push(get('/2'));
  expect(await settled([get('/too-many')])).toEqual(['OverloadedError']);
  gone.leave();
  calls.push(get('/3'));
  expect(await settled([get('/too-many')])).toEqual(['OverloadedError']);
  for (const _ of calls) {
    await waitFor(() => waiting.length === 1);
    respondToOldest();
  }
  expect(await Promise.all(calls)).toEqual(['/1', '/2', '/3']);
  await first.destroy();
});

test('a connection of age takes no further call: one that is idle closes at once, a busy one behind its call', async () => {
  let nowMs = 0;
  const first = pool;
  pool = newPool(2, { nowMs: () => nowMs });
  const calls = ['/1', '/2'].map(get);
  await waitFor(() => waiting.length === 2);
  respondToOldest();
  await calls[0];
  nowMs = 10;
  await waitFor(() => pool.hasIdle);
  pool.retire(10);
  expect(pool.hasIdle).toBe(false);
  respondToOldest();
  await calls[1];
  const next = get('/3');
  await waitFor(() => waiting.length === 1);
  expect(connections).toBe(3);
  pool.retire(10);
  respondToOldest();
  await next;
  await waitFor(() => pool.hasIdle);
  const again = get('/4');
  await waitFor(() => waiting.length === 1);
  respondToOldest();
  await again;
  expect(connections).toBe(3);
  await first.destroy();
});

describe('one limit of sockets for several origins', () => {
  let open = 0;
  beforeEach(() => {
    open = 0;
    server.on('connection', (socket: Socket) => {
      open += 1;
      socket.on('close', () => (open -= 1));
    });
  });

  async function callAll(pools: readonly ConnectionPool[], path: string): Promise<void> {
    for (const one of pools) {
      pool = one;
      const response = get(path);
      await waitFor(() => waiting.length === 1);
      respondToOldest();
      expect(await response).toBe(path);
      // undici gives a connection free a turn of the loop after the end of its response.
      await waitFor(() => one.isUnused);
    }
  }

  test('the connection that was not used for the longest time makes room', async () => {
    const sockets = new SocketLimit(3);
    const pools = Array.from({ length: 4 }, () => newPool(2, { sockets }));
    await callAll(pools.slice(0, 3), '/a');
    await callAll(pools.slice(0, 1), '/b');
    expect(connections).toBe(3);
    await callAll(pools.slice(3), '/c');
    expect(connections).toBe(4);
    // The first one kept its connection, the second one has lost its own.
    await callAll([pools[0]!, pools[2]!, pools[3]!], '/d');
    expect(connections).toBe(4);
    await waitFor(() => open === 3);
    expect(sockets.taken).toBe(3);
    await Promise.all(pools.map((one) => one.destroy()));
    expect(sockets.taken).toBe(0);
  });

  test('an origin without a connection gets the next one that a busy origin can spare, and that one keeps the rest', async () => {
    const sockets = new SocketLimit(2);
    const [busy, late] = [newPool(2, { sockets }), newPool(2, { sockets })];
    pool = busy;
    const ofBusy = settled(['/1', '/2', '/3'].map(get));
    await waitFor(() => waiting.length === 2);
    pool = late;
    const ofLate = settled([get('/late-1'), get('/late-2')]);
    const order: string[] = [];
    for (let answered = 0; answered < 5; answered++) {
      await waitFor(() => waiting.length === Math.min(2, 5 - answered));
      order.push(waiting[0]!.path);
      respondToOldest();
      expect(sockets.taken).toBeLessThanOrEqual(2);
    }
    expect(order.indexOf('/late-1')).toBeLessThan(3);
    expect(await ofBusy).toEqual(['/1', '/2', '/3']);
    expect(await ofLate).toEqual(['/late-1', '/late-2']);
    await Promise.all([busy.destroy(), late.destroy()]);
  });
});
