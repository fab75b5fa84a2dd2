import { jest } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '#libs/testing';
import { RequestRecords, type RequestRecord } from '../invocation/record/request-record.js';
import { TrustedProxies } from '../http/trusted-proxies.js';
import { loadCertificate } from './certificate.js';
import { listen, type Listener } from './listener.js';
import { ProxyHeaders } from './proxy-headers.js';
import { ResponseDoor } from './response-door.js';
import { StalledConnections } from './stalled-connections.js';

let listener: Listener;
let folder: string;
let respond: (response: ServerResponse) => void;
const records: RequestRecord[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-listener-'));
  listener = await listen({
    host: '127.0.0.1',
    httpHost: '127.0.0.1',
    httpPort: 0,
    httpsPort: 0,
    certificate: await loadCertificate(folder, 'localhost', 'us-east-1'),
    onRequest: (_, response) => respond(response),
    door: new ResponseDoor(new RequestRecords([{ read: (record) => void records.push(record) }])),
    trustedProxies: new TrustedProxies([]),
    stalledMs: 200,
  });
});
afterAll(async () => {
  await listener.drain(0);
  await rm(folder, { recursive: true });
});

test('a caller that does not read its response is cut', async () => {
  let closed = false;
  respond = (response) => {
    response.on('close', () => (closed = true));
    response.end(Buffer.alloc(64 * 1024 * 1024));
  };
  const caller = connect(listener.httpPort, '127.0.0.1');
  caller.on('error', () => undefined);
  caller.pause();
  caller.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await waitFor(() => closed);
  caller.destroy();
});

test('nothing is watched any more behind a drain', async () => {
  const stop = jest.spyOn(StalledConnections.prototype, 'stop');
  const other = await listen({
    host: '127.0.0.1',
    httpHost: '127.0.0.1',
    httpPort: 0,
    httpsPort: 0,
    certificate: await loadCertificate(folder, 'localhost', 'us-east-1'),
    onRequest: (_, response) => respond(response),
    door: new ResponseDoor(new RequestRecords([])),
    trustedProxies: new TrustedProxies([]),
  });
  expect(stop).not.toHaveBeenCalled();
  await other.drain(0);
  expect(stop).toHaveBeenCalledTimes(1);
  stop.mockRestore();
});

test('requests behind a response that ends the connection are not handed out, although the parser has read them', async () => {
  let requests = 0;
  respond = (response) => {
    requests += 1;
    response.shouldKeepAlive = false;
    setImmediate(() => response.end('only one'));
  };
  const caller = connect(listener.httpPort, '127.0.0.1');
  caller.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(3));
  const chunks: Buffer[] = [];
  caller.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(caller, 'end');
  expect(
    Buffer.concat(chunks)
      .toString()
      .match(/HTTP\/1\.1 200/g),
  ).toHaveLength(1);
  expect(requests).toBe(1);
});

test('a body may end after its response, and the connection goes on', async () => {
  respond = (response) => response.end('early');
  const caller = connect(listener.httpPort, '127.0.0.1');
  const chunks: Buffer[] = [];
  caller.on('data', (chunk: Buffer) => chunks.push(chunk));
  const responseCount = (): number =>
    Buffer.concat(chunks)
      .toString()
      .match(/200 OK/g)?.length ?? 0;
  for (let round = 1; round <= 3; round++) {
    caller.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe');
    await waitFor(() => responseCount() === round);
    caller.write('llo');
  }
  caller.destroy();
});

test('a request that breaks off after its response gets no second one', async () => {
  respond = (response) => response.end('early');
  const caller = connect(listener.httpPort, '127.0.0.1');
  caller.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
  const chunks: Buffer[] = [];
  caller.on('data', (chunk: Buffer) => chunks.push(chunk));
  caller.on('error', () => undefined);
  await once(caller, 'data');
  caller.write('no chunk\r\n');
  await once(caller, 'close');
  expect(
    Buffer.concat(chunks)
      .toString()
      .match(/HTTP\/1\.1/g),
  ).toHaveLength(1);
});

test('bytes that are no request are answered with a request id, and the log says under it what was wrong', async () => {
  const caller = connect(listener.httpPort, '127.0.0.1');
  caller.write('GET / HTTP/1.1\r\nHost : a\r\n\r\n');
  const [bytes] = (await once(caller, 'data')) as [Buffer];
  const [, requestId] = /x-amzn-RequestId: (\S+)/.exec(bytes.toString()) ?? [];
  expect(bytes.toString()).toMatch(/^HTTP\/1\.1 400 /);
  const record = records.find((one) => one.requestId === requestId);
  const reason = expect.stringMatching(/^HPE_/) as string;
  expect(record).toMatchObject({ status: 400, refusal: { code: 'request.malformed', reason } });
  await once(caller, 'close');
});

test('a connection that another process has accepted is served and watched like one of its own', async () => {
  respond = (response) => void response.end('served');
  const adopting = await listen({
    host: '127.0.0.1',
    httpHost: '127.0.0.1',
    httpPort: 0,
    httpsPort: 0,
    adoptsFor: { httpPort: 1, httpsPort: 2 },
    certificate: await loadCertificate(folder, 'localhost', 'us-east-1'),
    onRequest: (_, response) => respond(response),
    door: new ResponseDoor(new RequestRecords([])),
    trustedProxies: new TrustedProxies([]),
  });
  const accepting = createServer((socket) => adopting.adopt('http', socket));
  accepting.listen(0, '127.0.0.1');
  await once(accepting, 'listening');
  const { port } = accepting.address() as AddressInfo;
  const texts = ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET / HTTP/1.1\r\nHo'].map((sent) => {
    const caller = connect(port, '127.0.0.1');
    const got = { text: '', closed: false };
    caller.on('data', (bytes: Buffer) => (got.text += bytes.toString('latin1')));
    caller.on('close', () => (got.closed = true));
    caller.write(sent);
    return got;
  });
  const [whole, half] = texts as [(typeof texts)[0], (typeof texts)[0]];
  await waitFor(() => whole.text.endsWith('served'));
  // A head that does not come to its end.
  await waitFor(() => half.closed);
  expect(half.text).toMatch(/^HTTP\/1.1 408 /);
  expect(whole.closed).toBe(false);
  await adopting.drain(10_000);
  await waitFor(() => whole.closed);
  accepting.close();
});

test('a connection that another process has accepted may begin with a PROXY header, too', async () => {
  const seen: string[] = [];
  const adopting = await listen({
    host: '127.0.0.1',
    httpHost: '127.0.0.1',
    httpPort: 0,
    httpsPort: 0,
    adoptsFor: { httpPort: 1, httpsPort: 2 },
    certificate: await loadCertificate(folder, 'localhost', 'us-east-1'),
    onRequest: (_, response, connection) => {
      seen.push(connection.caller([]).ip);
      response.end('served');
    },
    door: new ResponseDoor(new RequestRecords([])),
    trustedProxies: new TrustedProxies([]),
    proxyHeaders: new ProxyHeaders({ from: null, log: { warn: () => undefined } }),
  });
  const accepting = createServer((socket) => adopting.adopt('http', socket)).listen(0, '127.0.0.1');
  await once(accepting, 'listening');
  const caller = connect((accepting.address() as AddressInfo).port, '127.0.0.1');
  caller.write('PROXY TCP4 203.0.113.9 192.0.2.1 1 443\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(caller, 'data');
  expect(seen).toEqual(['203.0.113.9']);
  // One that waits for its header does not hold up the end.
  const waiting = connect((accepting.address() as AddressInfo).port, '127.0.0.1');
  waiting.on('error', () => undefined);
  await once(accepting, 'connection');
  caller.destroy();
  await adopting.drain(10_000);
  accepting.close();
});
