import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { waitFor } from '#libs/testing';
import { RequestRecords, type RequestRecord } from '../invocation/record/request-record.js';
import { TrustedProxies } from '../http/trusted-proxies.js';
import { BrokenInput } from './broken-input.js';
import { Connections } from './connections.js';
import { ResponseDoor } from './response-door.js';

// As the listener sets it up, but with less patience.
let server: Server;
let port: number;
let respond: (response: ServerResponse) => void;
const records: RequestRecord[] = [];

beforeAll(async () => {
  const connections = new Connections(new TrustedProxies([]), null);
  const door = new ResponseDoor(new RequestRecords([{ read: (record) => void records.push(record) }]));
  const brokenInput = new BrokenInput(connections, door);
  server = createServer(
    { headersTimeout: 60, requestTimeout: 120, connectionsCheckingInterval: 20, requireHostHeader: false },
    (_, response) => {
      if (brokenInput.mayFollow(connections.of(response.req.socket), response)) respond(response);
    },
  );
  server.on('clientError', (error, socket) => brokenInput.refuse(error, socket as Socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
beforeEach(() => {
  records.length = 0;
  respond = () => undefined;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function responseTo(...bytes: string[]): Promise<string> {
  const caller = connect(port, '127.0.0.1');
  let text = '';
  caller.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  caller.on('error', () => undefined);
  for (const piece of bytes) caller.write(piece);
  await once(caller, 'close');
  return text;
}

test.each([
  ['a head that does not end', 'GET / HTTP/1.1\r\nHost: a\r\n'],
  ['a body that does not end', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab'],
  ['chunks that do not end', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n'],
])(
  '%s is a 408 that ends the connection, and request.too_slow by its request id in the log',
  async (_, bytes) => {
    const text = await responseTo(bytes);
    expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(text).toMatch(/\r\nConnection: close\r\n/i);
    expect(text).toMatch(/\r\n\r\n\{"message":"Request Timeout"\}$/);
    const requestId = /\r\nx-amzn-RequestId: (\S+)/i.exec(text)?.[1];
    const refusal = { code: 'request.too_slow', type: null, reason: 'ERR_HTTP_REQUEST_TIMEOUT' };
    expect(records).toEqual([expect.objectContaining({ requestId, status: 408, refusal })]);
  },
);

test('a body that does not end behind a response that has begun cuts it, and is a line all the same', async () => {
  respond = (response) => response.writeHead(200, { 'content-length': '100' }).write('some');
  const text = await responseTo('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab');
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(text).not.toContain('408');
  expect(records.map(({ refusal }) => refusal?.code)).toEqual(['request.too_slow']);
});

test('a connection that waits for its next request is no slow request', async () => {
  respond = (response) => response.end('ok');
  const caller = connect(port, '127.0.0.1');
  let text = '';
  caller.on('data', (chunk: Buffer) => (text += chunk.toString()));
  caller.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await waitFor(() => text.includes('ok'));
  // Meanwhile another one is found too slow: the check has run.
  await responseTo('GET / HTTP/1.1\r\n');
  expect(caller.destroyed).toBe(false);
  expect(records).toHaveLength(1);
  caller.destroy();
});
