import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitFor } from '#libs/testing';
import { ConnectionPool } from './connection-pool.js';

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

function newPool(connectionsMax: number): ConnectionPool {
  const { port } = server.address() as AddressInfo;
  return new ConnectionPool(`http://127.0.0.1:${port}`, connectionsMax, {});
}

async function get(path: string): Promise<string> {
  const answer = await pool.request({ path, method: 'GET' });
  return answer.body.text();
}

function answerOldest(headers = {}): void {
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
    answerOldest();
  }
  expect(await Promise.all(calls)).toEqual(['/1', '/2', '/3', '/4', '/5']);
  expect(order.slice(2)).toEqual(['/3', '/4', '/5']);
  expect(connections).toBe(2);
});

test('calls that follow each other go over the same few connections', async () => {
  const few = pool;
  pool = newPool(100);
  for (let call = 1; call <= 10; call++) {
    const answer = get(`/${call}`);
    await waitFor(() => waiting.length === 1);
    answerOldest();
    expect(await answer).toBe(`/${call}`);
  }
  // undici gives a connection free a turn of the loop after the end of its answer.
  expect(connections).toBeLessThanOrEqual(2);
  await few.destroy();
});

test('a backend that closes the connection behind each answer is called on new ones', async () => {
  for (let call = 1; call <= 5; call++) {
    const answer = get(`/${call}`);
    await waitFor(() => waiting.length === 1);
    answerOldest({ Connection: 'close' });
    expect(await answer).toBe(`/${call}`);
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
  answerOldest();
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
  answerOldest();
  answerOldest();
  expect(await Promise.all(calls)).toEqual(['/a', '/b']);
});

test('closing lets the calls end that were taken, and takes no more', async () => {
  const calls = ['/1', '/2', '/3'].map(get);
  await waitFor(() => waiting.length === 2);
  let isClosed = false;
  const closing = pool.close().then(() => (isClosed = true));
  expect(await settled([get('/late')])).toEqual(['ClientClosedError']);
  answerOldest();
  answerOldest();
  await waitFor(() => waiting.length === 1);
  expect(isClosed).toBe(false);
  answerOldest();
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
