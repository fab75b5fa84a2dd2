import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { waitFor } from '#libs/testing';
import { apiId, http, method, snapshot } from '../../apps/gateway/src/testing/documents.js';
import { startTestSystem, type TestSystem } from '../../apps/gateway/src/testing/test-gateway.js';
import { RawConnection } from './hostile-http/raw-connection.js';
import { statusOf } from './hostile-http/run-client-case.js';
import { openOn, openTo } from './open-sockets.js';

const timeoutMs = 700;
let system: TestSystem;
let backend: Server;
let backendPort: number;
/** What the backend does with a connection on which bytes have arrived. */
let onBytes: (socket: Socket, bytes: Buffer) => void;
/** Connections to the backend on which it was asked, and that are open. */
const carriers = new Set<Socket>();

beforeAll(async () => {
  backend = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('close', () => carriers.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    socket.on('data', (bytes: Buffer) => {
      carriers.add(socket);
      onBytes(socket, bytes);
    });
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  backendPort = (backend.address() as AddressInfo).port;
  system = await startTestSystem();
  const origin = `http://127.0.0.1:${backendPort}/`;
  await system.deploy(
    snapshot({
      '/patient': { ANY: method(http('HTTP_PROXY', origin)) },
      '/hasty': { ANY: method(http('HTTP_PROXY', origin, { timeoutMs })) },
      '/mapped': { ANY: method(http('HTTP', origin, { timeoutMs, httpMethod: 'GET' })) },
    }),
  );
});
afterAll(async () => {
  await system.stop();
  backend.close();
});

/** Callers' connections are closed, and so is every connection that carried a call. */
async function nothingLeftOpen(): Promise<void> {
  const { httpPort, httpsPort } = system.gateway;
  await waitFor(() => openOn(httpPort) + openOn(httpsPort) + carriers.size === 0, {
    describe: 'every connection of this test is closed',
  });
}

const head = (path: string, verb = 'GET', fields = ''): string =>
  `${verb} /dev/${path} HTTP/1.1\r\nHost: ${apiId}.execute-api.localhost\r\n${fields}\r\n`;
const bytesOf = (text: string): { bytes: Buffer }[] => [{ bytes: Buffer.from(text, 'latin1') }];

async function openAndSend(text: string): Promise<RawConnection> {
  const caller = await RawConnection.open(system.gateway.httpPort);
  await caller.send(bytesOf(text));
  return caller;
}

/** The status of the first response, or `cut`, once it is complete or the connection has ended. */
async function outcomeOf(caller: RawConnection, atMostMs = 100_000): Promise<number | 'cut' | 'open'> {
  await caller.until(() => caller.reader.messages[0]?.complete === true, atMostMs);
  const [response] = caller.reader.messages;
  if (response?.complete) return statusOf(response);
  return caller.ended ? 'cut' : 'open';
}

const many = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make));

test('slow callers are refused and lose their connections, however long they stay', async () => {
  onBytes = () => undefined;
  const dripping = (text: string, drop: string) => async (): Promise<number | string> => {
    const caller = await openAndSend(text);
    const drip = setInterval(() => void caller.send(bytesOf(drop)), 500);
    const outcome = await outcomeOf(caller);
    clearInterval(drip);
    // It stays: the gateway has to be the one that closes.
    await caller.until(() => caller.ended, 30_000);
    return caller.ended ? outcome : `${outcome}, still open`;
  };
  const silentTls = async (): Promise<string> => {
    const socket = connect(system.gateway.httpsPort, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'close');
    return 'cut';
  };
  const [heads, silent, bodies, chunks, handshakes] = await Promise.all([
    many(20, dripping(head('patient').slice(0, -2), 'X-Drip: 1\r\n')),
    many(20, dripping('', '')),
    many(10, dripping(head('patient', 'POST', 'Content-Length: 1000\r\n'), 'x')),
    many(10, dripping(head('mapped', 'POST', 'Transfer-Encoding: chunked\r\n'), '1\r\nx\r\n')),
    many(5, silentTls),
  ]);
  expect(new Set(heads)).toEqual(new Set([408]));
  expect(new Set(silent)).toEqual(new Set([408]));
  expect(new Set(bodies)).toEqual(new Set([408]));
  expect(new Set(chunks)).toEqual(new Set([408]));
  expect(new Set(handshakes)).toEqual(new Set(['cut']));
  await nothingLeftOpen();
}, 180_000);

test.each(['hasty', 'mapped'])('a backend that never responds is a 504 of /%s', async (path) => {
  onBytes = () => undefined;
  const callers = await many(30, () => openAndSend(head(path)));
  expect(new Set(await Promise.all(callers.map((caller) => outcomeOf(caller))))).toEqual(new Set([504]));
  for (const caller of callers) caller.close();
  await nothingLeftOpen();
});

test('a response that drips past the time limit is a 504 when it is mapped, and cut when it is already on its way', async () => {
  onBytes = (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 50);
    socket.on('close', () => clearInterval(drip));
  };
  expect(await outcomeOf(await openAndSend(head('hasty')))).toBe('cut');
  const mapped = await openAndSend(head('mapped'));
  expect(await outcomeOf(mapped)).toBe(504);
  mapped.close();
  await nothingLeftOpen();
});

test.each([
  ['closes its half', 'fin'],
  ['resets', 'rst'],
] as const)('a caller that %s while its backend works ends the call', async (_, how) => {
  let asked = 0;
  onBytes = () => (asked += 1);
  const callers = await many(20, () => openAndSend(head('patient')));
  await waitFor(() => asked === 20);
  for (const caller of callers) caller.finish(how);
  await nothingLeftOpen();
});

test('a caller that resets inside its body ends the call, and the backend sees no whole request', async () => {
  let received = '';
  onBytes = (_, bytes) => (received += bytes.toString('latin1'));
  const caller = await openAndSend(
    head('patient', 'POST', 'Transfer-Encoding: chunked\r\n') + '5\r\nhello\r\n',
  );
  await waitFor(() => received.includes('hello'));
  caller.finish('rst');
  await nothingLeftOpen();
  expect(received).not.toContain('\r\n0\r\n');
});

test('a caller that does not read holds its backend back, and both are cut at the time limit', async () => {
  const block = Buffer.alloc(64 * 1024, 'x');
  let written = 0;
  onBytes = (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n');
    const more = (): void => {
      while (socket.writable && socket.write(block)) written += block.length;
    };
    socket.on('drain', more);
    more();
  };
  const deaf = connect(system.gateway.httpPort, '127.0.0.1');
  deaf.on('error', () => undefined);
  deaf.pause();
  deaf.write(head('hasty'));
  await waitFor(() => written > 0);
  await waitFor(() => carriers.size === 0, { describe: 'the backend is let go' });
  // What three sockets and the gateway's own buffers hold; without holding back it would be hundreds of
  // megabytes by now.
  expect(written).toBeLessThan(40 * 1024 * 1024);
  deaf.destroy();
  await nothingLeftOpen();
});

test('a backend that responds before the body has arrived is heard, and the caller may be gone afterwards', async () => {
  onBytes = (socket) => {
    socket.end('HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig');
  };
  const callers = await many(10, () => openAndSend(head('patient', 'POST', 'Content-Length: 5000000\r\n')));
  for (const caller of callers) await caller.send([{ bytes: Buffer.alloc(100_000) }]);
  expect(new Set(await Promise.all(callers.map((caller) => outcomeOf(caller, 5000))))).toEqual(
    new Set([413]),
  );
  for (const caller of callers) caller.finish('rst');
  await nothingLeftOpen();
});

test.each([
  ['too short, then closed', 'cut', (socket: Socket) => socket.end(lying(100))],
  [
    'too short, then reset',
    'cut',
    (socket: Socket) => socket.write(lying(100), () => socket.resetAndDestroy()),
  ],
  ['too long', 200, (socket: Socket) => socket.write(lying(5))],
] as const)(
  'a response whose length is %s is %s, and its connection is not kept',
  async (_, outcome, lie) => {
    onBytes = lie;
    const caller = await openAndSend(head('patient'));
    expect(await outcomeOf(caller)).toBe(outcome);
    caller.close();
    await nothingLeftOpen();
  },
);

const lying = (bytes: number): string => `HTTP/1.1 200 OK\r\nContent-Length: ${bytes}\r\n\r\nten bytes!`;

test('a backend that closes its half in place of a response is a 502, and nothing is sent twice', async () => {
  let received = '';
  onBytes = (socket, bytes) => {
    received += bytes.toString('latin1');
    socket.end();
  };
  const caller = await openAndSend(`${head('patient', 'POST', 'Content-Length: 2\r\n')}hi`);
  expect(await outcomeOf(caller)).toBe(502);
  caller.close();
  await nothingLeftOpen();
  expect(received.match(/POST /g)).toHaveLength(1);
});

test('a connection that its backend closes behind a whole response is not used again', async () => {
  onBytes = (socket) => {
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine');
  };
  for (let round = 0; round < 5; round++) {
    expect(await system.call('/dev/patient')).toMatchObject({ status: 200, body: 'fine' });
    await waitFor(() => openTo(backendPort) === 0);
  }
  await nothingLeftOpen();
});

test('after all that nothing is left open, not even a connection that was kept for later', async () => {
  await waitFor(() => openTo(backendPort) === 0, { describe: 'idle connections to the backend are closed' });
  await nothingLeftOpen();
});
