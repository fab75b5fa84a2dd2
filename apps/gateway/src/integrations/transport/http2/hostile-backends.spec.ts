import { http, method, snapshot } from '../../../testing/documents.js';
import { startFrameBackend } from '../../../testing/http2-backends.js';
import {
  encoded,
  flags,
  frame,
  frameTypes,
  headersFrame,
  settingsFrame,
  type Field,
} from '../../../testing/http2-frames.js';
import {
  fine,
  goaway,
  reset,
  startMisbehavingBackend,
  type MisbehavingBackend,
  type Misdeed,
} from '../../../testing/misbehaving-backend.js';
import { startTestSystem, type TestSystem } from '../../../testing/test-gateway.js';
import { makePair, type TestPair } from '../../../testing/tls-backend.js';

// Backends that send what no backend may, or more than anybody needs: their callers hear of a bad gateway,
// the connection is given up where it has to be, and the next call is served.

let system: TestSystem;
let pair: TestPair;
let backend: MisbehavingBackend;

const { endHeaders, endStream } = flags;
beforeAll(async () => {
  pair = await makePair('localhost');
  system = await startTestSystem();
});
beforeEach(async () => {
  backend = await startMisbehavingBackend(pair);
  await deploy(backend.origin);
});
afterEach(() => backend.close());
afterAll(() => system.stop());

/** `/evil` has so much time, all else enough. */
async function deploy(origin: string, evilMs = 20_000): Promise<void> {
  const to = (timeoutMs: number) => ({
    ANY: method(http('HTTP_PROXY', `${origin}/`, { insecureSkipVerification: true, timeoutMs })),
  });
  const paths = { '/{proxy+}': to(20_000), '/evil': to(evilMs) };
  await system.deploy(snapshot(paths), { http2Backends: true });
}

/** What a caller gets meanwhile, 0 for a response that breaks off; the next one is served. */
async function callWhile(act: Misdeed): Promise<{ status: number; body: string; headers: unknown }> {
  backend.misdeed = act;
  const broken = { status: 0, body: '', headers: {} };
  const response = await system.call('/dev/evil').catch(() => broken);
  backend.misdeed = null;
  expect(await system.call('/dev/fine')).toMatchObject({ status: 200, body: 'fine' });
  return response;
}

const respondingWith =
  (fields: readonly Field[], body: string | null = null): Misdeed =>
  (peer, stream) => {
    peer.send(headersFrame(stream, fields, body === null ? endHeaders | endStream : endHeaders));
    if (body !== null) peer.send(frame(frameTypes.data, endStream, stream, Buffer.from(body)));
  };
const ok: Field = [':status', '200'];

test.each<[what: string, fields: Field[]]>([
  ['no status', [['x', 'y']]],
  ['two statuses', [ok, ok]],
  ['a status behind a header', [['x', 'y'], ok]],
  ['a status of letters', [[':status', 'abc']]],
  ['an empty status', [[':status', '']]],
  ['a status with its reason', [[':status', '200 OK']]],
  ['a status of four digits', [[':status', '1000']]],
  ['a status above 599', [[':status', '999']]],
  ['a switch of protocols', [[':status', '101']]],
  ['a pseudo header of requests', [ok, [':path', '/']]],
  ['an unknown pseudo header', [ok, [':evil', '1']]],
  ['an uppercase name', [ok, ['X-Evil', '1']]],
  ['connection', [ok, ['connection', 'close']]],
  ['transfer-encoding', [ok, ['transfer-encoding', 'chunked']]],
  ['keep-alive', [ok, ['keep-alive', 'timeout=5']]],
  ['proxy-connection', [ok, ['proxy-connection', 'close']]],
  ['upgrade', [ok, ['upgrade', 'h2c']]],
  ['two lengths', [ok, ['content-length', '0'], ['content-length', '0']]],
  ['a length that is none', [ok, ['content-length', '0x']]],
  ['more headers than are taken', [ok, ...Array<Field>(1500).fill(['x', 'y'])]],
])('%s is a bad gateway', async (_, fields) => {
  expect((await callWhile(respondingWith(fields))).status).toBe(502);
});

test.each<[what: string, fields: Field[], body: string]>([
  ['shorter than its length', [ok, ['content-length', '9']], 'fine'],
  ['longer than its length', [ok, ['content-length', '2']], 'fine'],
])('a body %s breaks off', async (_, fields, body) => {
  const { status, body: got } = await callWhile(respondingWith(fields, body));
  // The head may be on its way to the caller by then.
  expect(status === 502 || got !== 'fine').toBe(true);
});

// Node's parser leaves such headers out: they can split nothing.
test.each<[what: string, field: Field]>([
  ['a line end in a value', ['x-evil', 'a\r\nx-split: 1']],
  ['a response in a value', ['x-evil', 'a\r\n\r\nHTTP/1.1 200 OK\r\nx-split: 1']],
  ['a NUL in a value', ['x-evil', 'a\0x-split']],
  ['a line end in a name', ['x-evil\r\nx-split', '1']],
  ['a colon in a name', ['x-evil: x-split', '1']],
])('%s goes no further', async (_, field) => {
  const { headers } = await callWhile(respondingWith([ok, field], 'fine'));
  expect(JSON.stringify(headers)).not.toMatch(/x-evil|x-split/);
});

const blob = (bytes: number): Buffer => encoded([['x-flood', 'y'.repeat(bytes)]]);
const list = (length: number, make: (index: number) => Buffer): Buffer[] =>
  Array.from({ length }, (_, index) => make(index));

test.each<[what: string, act: Misdeed]>([
  ['a body before its head', (peer, stream) => peer.send(...fine(stream).slice(1))],
  ['a head on a stream that nobody asked for', (peer, stream) => peer.send(...fine(stream + 100))],
  ['a head on stream 0', (peer) => peer.send(headersFrame(0, [ok]))],
  [
    'a promise of what nobody asked for',
    (peer, stream) =>
      peer.send(
        frame(
          frameTypes.pushPromise,
          endHeaders,
          stream,
          Buffer.concat([Buffer.from([0, 0, 0, 2]), encoded([[':path', '/']])]),
        ),
      ),
  ],
  ['a broken header block', (peer, stream) => peer.send(frame(1, 5, stream, Buffer.alloc(6, 0xff)))],
  ['an index that is none', (peer, stream) => peer.send(frame(1, 5, stream, Buffer.from([0xfe])))],
  ['a frame above the largest size', (peer, stream) => peer.send(frame(0, 0, stream, Buffer.alloc(20_000)))],
  ['a window of nothing more', (peer, stream) => peer.send(frame(8, 0, stream, Buffer.alloc(4)))],
  ['a window above all windows', (peer) => peer.send(frame(8, 0, 0, Buffer.from([0x7f, 255, 255, 255])))],
  ['settings of a wrong length', (peer) => peer.send(frame(4, 0, 0, Buffer.alloc(5)))],
  ['a setting that may not be', (peer) => peer.send(settingsFrame([5, 1]))],
  ['HTTP/1.1', (peer) => peer.send(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfine'))],
  ['nothing but the end', (peer) => void peer.socket.end()],
  ['a reset of the stream', (peer, stream) => peer.send(reset(stream, 2))],
  ['an end of the session for an error', (peer) => peer.send(goaway(1_000_001, 11))],
  [
    'more of a body than there is a window for',
    (peer, stream) => peer.send(...list(600, () => frame(frameTypes.data, 0, stream, Buffer.alloc(16_384)))),
  ],
])('%s is a bad gateway or takes too long, and nothing worse', async (_, act) => {
  // Of some of them Node says nothing to anybody: the call ends in its time, and with it the connection.
  await deploy(backend.origin, 500);
  expect([502, 504]).toContain((await callWhile(act)).status);
});

/** Sends more and more of it, as fast as it goes, until the connection ends. */
const withoutEnd =
  (begin: (stream: number) => Buffer[], make: (stream: number) => Buffer[]): Misdeed =>
  (peer, stream) => {
    peer.send(...begin(stream));
    const more = Buffer.concat(make(stream));
    const pump = (): void => {
      while (!peer.socket.destroyed) {
        if (!peer.socket.write(more)) return void peer.socket.once('drain', pump);
      }
    };
    pump();
  };
const none = (): Buffer[] => [];

test.each<[what: string, act: Misdeed]>([
  [
    'a head that never ends, of nothing',
    withoutEnd(
      (stream) => [headersFrame(stream, [ok], 0)],
      (stream) => list(50, () => frame(frameTypes.continuation, 0, stream)),
    ),
  ],
  [
    'a head that never ends, of something',
    withoutEnd(
      (stream) => [headersFrame(stream, [ok], 0)],
      (stream) => list(4, () => frame(frameTypes.continuation, 0, stream, blob(16_000))),
    ),
  ],
  ['pings', withoutEnd(none, () => list(100, () => frame(frameTypes.ping, 0, 0, Buffer.alloc(8))))],
  ['settings', withoutEnd(none, () => list(100, () => settingsFrame([3, 9])))],
  [
    'interim responses',
    withoutEnd(none, (stream) => list(50, () => headersFrame(stream, [[':status', '103']], endHeaders))),
  ],
  ['origins', withoutEnd(none, () => [originFrame()])],
  [
    'empty parts of a body',
    withoutEnd(
      (stream) => [headersFrame(stream, [ok], endHeaders)],
      (stream) => list(100, () => frame(frameTypes.data, 0, stream)),
    ),
  ],
])('a flood of %s ends the connection, with memory as it was', async (_, act) => {
  const before = process.memoryUsage().rss;
  const { status } = await callWhile(act);
  expect([502, 0]).toContain(status);
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
});

let origins = 0;
function originFrame(): Buffer {
  const text = `https://a${origins++}.example`.padEnd(1000, 'x');
  const entry = Buffer.concat([Buffer.from([text.length >> 8, text.length & 255]), Buffer.from(text)]);
  return frame(12, 0, 0, entry);
}

test('a small head that unpacks to a large one is refused as it unpacks', async () => {
  const bomb = Buffer.concat([
    encoded([ok]),
    Buffer.concat([Buffer.from([0x40]), encoded([['x-bomb', 'v'.repeat(3900)]]).subarray(1)]),
    Buffer.alloc(10_000, 0x80 | 62),
  ]);
  const before = process.memoryUsage().rss;
  for (let index = 0; index < 20; index++) {
    const { status } = await callWhile((peer, stream) => peer.send(frame(1, 5, stream, bomb)));
    expect(status).toBe(502);
  }
  // Unpacked they are 800 MB.
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});

test.each([
  ['no settings', null],
  ['settings that allow no stream', [3, 0]],
])('%s: callers hear that it took too long, and one connection is held at most', async (_, settings) => {
  const mute = await startFrameBackend(pair, () => undefined, settings);
  await deploy(mute.origin, 300);
  const statuses = await Promise.all(Array.from({ length: 5 }, () => system.call('/dev/evil')));
  expect(statuses.map(({ status }) => status)).toEqual(Array(5).fill(504));
  expect(mute.peers).toHaveLength(1);
  await mute.close();
});

test('a backend that lets nobody send more is given up in time, and one of its callers is as another', async () => {
  const closed = await startFrameBackend(
    pair,
    ({ type, stream }, peer) => {
      // Reads the first byte of no body, yet answers who has none.
      if (type === frameTypes.headers && (peer.frames.at(-1)!.flags & endStream) !== 0)
        peer.send(...fine(stream));
    },
    [4, 0],
  );
  await deploy(closed.origin, 500);
  const long = system.call('/dev/evil', { method: 'POST', body: Buffer.alloc(200_000) });
  expect((await system.call('/dev/fine')).body).toBe('fine');
  expect((await long).status).toBe(504);
  await closed.close();
});
