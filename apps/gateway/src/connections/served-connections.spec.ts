import { once } from 'node:events';
import { WebSocket } from 'ws';
import { handshakeRequest, closePayload, RawWebSocket, waitFor, type HandshakeOptions } from '#libs/testing';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { domainDocument, domainName, mappingTo, publishDomain } from '../testing/custom-domains.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import {
  twoWay,
  webSocketApiId,
  webSocketHost as host,
  webSocketMock,
  webSocketProxy,
  webSocketSnapshot,
  webSocketStage,
} from '../testing/websocket-documents.js';

// A whole gateway, fed by a control plane.
let system: TestSystem | null = null;
let backend: TestBackend;
let disconnects = 0;
beforeAll(async () => {
  backend = await startBackend((request, response) => {
    if (request.url === '/gone') disconnects += 1;
    response.end('ok');
  });
});
afterAll(() => backend.close());
beforeEach(() => {
  disconnects = 0;
});
afterEach(async () => {
  await system?.stop();
  system = null;
});

const left = { opcode: 8, payload: closePayload(1001, 'Going away') };
const open = ({ gateway }: TestSystem, handshake: HandshakeOptions = {}): Promise<RawWebSocket> =>
  RawWebSocket.open({ port: gateway.httpPort }, { host, path: '/dev', ...handshake });

async function saying(socket: RawWebSocket, text: string): Promise<string> {
  socket.text(text);
  const next = await socket.next();
  if (typeof next === 'string') throw new Error(next);
  return next.payload.toString();
}

test('who is connected takes the routes of the next deployment, and is not authorized again', async () => {
  const own = (system = await startTestSystem());
  await own.deploy(webSocketSnapshot({ $default: twoWay(webSocketMock('first')) }), webSocketStage());
  const socket = await open(own);
  expect(await saying(socket, '{"action":"list"}')).toBe('first');
  const next = {
    $connect: { authorization: { type: 'AWS_IAM' } },
    $default: twoWay(webSocketMock('second')),
    list: twoWay(webSocketMock('a list for $context.connectionId')),
  } as const;
  await own.deploy(webSocketSnapshot(next), webSocketStage());
  expect(await saying(socket, '{"action":"list"}')).toMatch(/^a list for [A-Za-z0-9_-]{15}=$/);
  expect(await saying(socket, '{}')).toBe('second');
  await expect(open(own)).rejects.toThrow('403');
  socket.socket.destroy();
});

test('those of a stage that is deleted are closed', async () => {
  const own = (system = await startTestSystem());
  const routes = webSocketSnapshot({ $default: twoWay(webSocketMock('here')) });
  await own.deploy(routes, webSocketStage());
  await own.deploy(routes, webSocketStage({ stageName: 'prod' }));
  const [gone, stays] = [await open(own), await open(own, { path: '/prod' })];
  await own.acknowledged(own.controlPlane.publish('stage', `${webSocketApiId}/dev`, null));
  expect(await gone.next()).toMatchObject(left);
  expect(await saying(stays, '{}')).toBe('here');
  for (const socket of [gone, stays]) socket.socket.destroy();
});

test('a gateway that stops closes them all, and their backend hears of each', async () => {
  const own = (system = await startTestSystem());
  const routes = { $disconnect: webSocketProxy(`${backend.origin}/gone`) };
  await own.deploy(webSocketSnapshot(routes), webSocketStage());
  const sockets = await Promise.all(Array.from({ length: 10 }, () => open(own)));
  expect(own.gateway.state().webSockets).toMatchObject({ open: 10 });
  // They are connections like others, and bounded as such.
  expect(own.gateway.state().connections.open).toBeGreaterThanOrEqual(10);
  const stopped = own.gateway.stop(20_000);
  for (const socket of sockets) {
    expect(await socket.next()).toMatchObject(left);
    socket.close(1001);
  }
  await stopped;
  expect(disconnects).toBe(10);
  await own.controlPlane.goAway();
  system = null;
});

test('a custom domain leads to them, and its name is theirs', async () => {
  const own = (system = await startTestSystem());
  const routes = webSocketSnapshot({
    $default: twoWay(webSocketMock('$context.domainName $context.stage')),
  });
  await own.deploy(routes, webSocketStage());
  await publishDomain(own, domainDocument({ mappings: [mappingTo('chat', webSocketApiId)] }));
  const socket = await open(own, { host: domainName, path: '/chat' });
  expect(await saying(socket, '{}')).toBe(`${domainName} dev`);
  await expect(open(own, { host: domainName, path: '/elsewhere' })).rejects.toThrow('403');
  socket.socket.destroy();
});

test('the caller is the one whom proxies name, for every event', async () => {
  const trusted = [{ address: '127.0.0.1', bits: 32, family: 'ipv4' }] as const;
  const routes = webSocketSnapshot({ $default: twoWay(webSocketMock('$context.identity.sourceIp')) });
  const forwarding = (system = await startTestSystem({ trustedProxies: trusted }));
  await forwarding.deploy(routes, webSocketStage());
  const behind = await open(forwarding, { headers: { 'X-Forwarded-For': '203.0.113.7' } });
  expect(await saying(behind, '{}')).toBe('203.0.113.7');
  behind.socket.destroy();
  await forwarding.stop();
  const passing = (system = await startTestSystem({ proxyProtocol: true }));
  await passing.deploy(routes, webSocketStage());
  const socket = await RawWebSocket.connect({ port: passing.gateway.httpPort });
  socket.write(
    Buffer.concat([
      Buffer.from('PROXY TCP4 203.0.113.9 192.0.2.1 12345 443\r\n'),
      handshakeRequest({ host, path: '/dev' }),
    ]),
  );
  expect(await socket.responseHead()).toMatchObject({ status: 101 });
  expect(await saying(socket, '{}')).toBe('203.0.113.9');
  socket.socket.destroy();
});

test('with too many connections of an address open, a handshake is turned away as any connection', async () => {
  const own = (system = await startTestSystem({
    connectionLimits: { connectionsMax: 0, connectionsPerAddressMax: 2 },
  }));
  await own.deploy(webSocketSnapshot({ $default: twoWay(webSocketMock('here')) }), webSocketStage());
  const [one, two] = [await open(own), await open(own)];
  await expect(open(own)).rejects.toThrow();
  one.socket.destroy();
  await waitFor(() => own.gateway.state().connections.open === 1);
  const three = await open(own);
  expect(await saying(three, '{}')).toBe('here');
  for (const socket of [two, three]) socket.socket.destroy();
});

test('messages do not wait for the responses to those before them, which go out as they come', async () => {
  const held: (() => void)[] = [];
  const holding = await startBackend((_, response, body) => {
    held.push(() => response.setHeader('content-type', 'text/plain').end(`re: ${body}`));
  });
  const own = (system = await startTestSystem());
  await own.deploy(
    webSocketSnapshot({ $default: twoWay(webSocketProxy(`${holding.origin}/`)) }),
    webSocketStage(),
  );
  const socket = await open(own);
  for (const text of ['one', 'two', 'three']) socket.text(text);
  await waitFor(() => held.length === 3);
  expect([...holding.seen.map(({ body }) => body)].sort()).toEqual(['one', 'three', 'two']);
  held[2]!();
  expect(await socket.next()).toMatchObject({ payload: Buffer.from(`re: ${holding.seen[2]!.body}`) });
  held[0]!();
  held[1]!();
  for (let answered = 0; answered < 2; answered++) expect(await socket.next()).toMatchObject({ opcode: 1 });
  socket.socket.destroy();
  await holding.close();
});

test('compression is spoken where the API asks for it alone, with clients whose offer can be taken', async () => {
  const own = (system = await startTestSystem());
  const echoing = await startBackend((_, response, body) => response.end(body));
  const routes = { $default: twoWay(webSocketProxy(`${echoing.origin}/`)) };
  const tagged = { compressesMessages: true } as const;
  await own.deploy(webSocketSnapshot(routes), webSocketStage());
  await own.deploy(webSocketSnapshot(routes, tagged), webSocketStage({ stageName: 'small' }));
  const extensionsOf = async (path: string, offer: string): Promise<string | null> => {
    const socket = await RawWebSocket.connect({ port: own.gateway.httpPort });
    const head = await socket.upgrade({ host, path, headers: { 'Sec-WebSocket-Extensions': offer } });
    socket.socket.destroy();
    if (typeof head === 'string' || head.status !== 101) throw new Error('it did not open');
    return head.headers['sec-websocket-extensions'] ?? null;
  };
  expect(await extensionsOf('/dev', 'permessage-deflate')).toBeNull();
  expect(await extensionsOf('/small', 'permessage-deflate; client_max_window_bits')).toBe(
    'permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12',
  );
  // None, one that is less than the gateway's, and no offer at all.
  for (const offer of [99, 9]
    .map((bits) => `permessage-deflate; server_max_window_bits=${bits}`)
    .concat('; ,,'))
    expect(await extensionsOf('/small', offer)).toBeNull();
  const client = new WebSocket(`ws://127.0.0.1:${own.gateway.httpPort}/small`, { headers: { host } });
  await once(client, 'open');
  const text = JSON.stringify({ text: 'again and '.repeat(5_000) });
  client.send(text);
  const [back] = (await once(client, 'message')) as [Buffer];
  expect(back.toString() === text).toBe(true);
  // What counts is what it comes to: 128 KB, however few bytes that were on the way.
  client.send('x'.repeat(128 * 1024 + 1));
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(1009);
  await echoing.close();
});
