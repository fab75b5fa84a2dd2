import { startBackend, type TestBackend } from '../../testing/backend.js';
import { apiId, http, mapping, method, snapshot } from '../../testing/documents.js';
import {
  encoded,
  flags,
  frame,
  FrameCaller,
  frameTypes,
  headersFrame,
  requestHead,
  type Field,
} from '../../testing/http2-frames.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

// Requests over raw frames that a server could read in two ways, or that HTTP/1.1 could read differently once
// they are sent on: refused, by a status of ours or by a reset, and no backend sees anything of them.

let backend: TestBackend;
let system: TestSystem;
let seenBefore = 0;

beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem();
  const proxy = http('HTTP_PROXY', `${backend.origin}/{proxy}`, {
    parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
  });
  await system.deploy(snapshot({ '/{proxy+}': { ANY: method(proxy) } }));
});
beforeEach(() => void (seenBefore = backend.seen.length));
afterAll(async () => {
  await system?.stop();
  await backend?.close();
});

const seen = () => backend.seen.slice(seenBefore);
const path = '/dev/evil';
const head = (change: Record<string, string | null> = {}): Field[] => requestHead(path, change);
const { endHeaders, endStream } = flags;
const data = (bytes: string, flag: number = endStream) => frame(frameTypes.data, flag, 1, Buffer.from(bytes));
const post = { ':method': 'POST' };

const heads: [what: string, fields: Field[]][] = [
  ['no :method', head({ ':method': null })],
  ['no :scheme', head({ ':scheme': null })],
  ['no :path', head({ ':path': null })],
  ['neither :authority nor host', head({ ':authority': null })],
  ['an empty :path', head({ ':path': '' })],
  ['an empty :authority', head({ ':authority': '' })],
  ['an absolute :path', head({ ':path': `https://other.execute-api.localhost${path}` })],
  ['an asterisk for a :path', head({ ':path': '*' })],
  ['a :path with a space', head({ ':path': `${path} HTTP/1.1` })],
  ['a :path with a line end', head({ ':path': `${path} HTTP/1.1\r\nx: y\r\n\r\n` })],
  ['a :path with a fragment', head({ ':path': `${path}#x` })],
  ['a :path with a dot segment', head({ ':path': '/dev/a/../evil' })],
  ['a :path with a NUL', head({ ':path': `${path}\0` })],
  ['a :path with obs-text', head({ ':path': `${path}\xff` })],
  ['a :method with a line end', head({ ':method': 'GET / HTTP/1.1\r\nx: y\r\n\r\nGET' })],
  ['a :method with a space', head({ ':method': 'GET /x' })],
  ['a :method that is none', head({ ':method': 'EVIL' })],
  ['a :method in lower case', head({ ':method': 'get' })],
  ['CONNECT', head({ ':method': 'CONNECT' })],
  ['CONNECT to an authority', head({ ':method': 'CONNECT', ':scheme': null, ':path': null })],
  ['an extended CONNECT', [...head({ ':method': 'CONNECT' }), [':protocol', 'websocket']]],
  ['another :scheme', head({ ':scheme': 'ftp' })],
  ['a :scheme with a line end', head({ ':scheme': 'https\r\nx: y' })],
  ['an :authority with a user', head({ ':authority': `x@${apiId}.execute-api.localhost` })],
  ['an :authority with a path', head({ ':authority': `${apiId}.execute-api.localhost/x` })],
  ['an :authority with a line end', head({ ':authority': `${apiId}.execute-api.localhost\r\nx: y` })],
  ['two :authority', [...head(), [':authority', `${apiId}.execute-api.localhost`]]],
  ['two :path', [...head(), [':path', path]]],
  ['two :method', [...head(), [':method', 'GET']]],
  ['two :scheme', [...head(), [':scheme', 'https']]],
  ['a pseudo header of responses', [...head(), [':status', '200']]],
  ['an unknown pseudo header', [...head(), [':evil', '1']]],
  ['a pseudo header behind a regular one', [...head({ ':path': null }), ['x', 'y'], [':path', path]]],
  ['another host', [...head(), ['host', 'other.execute-api.localhost']]],
  ['two hosts', [...head({ ':authority': null }), ['host', 'a.localhost'], ['host', 'b.localhost']]],
  ['an uppercase name', [...head(), ['X-Evil', '1']]],
  ['connection', [...head(), ['connection', 'close']]],
  ['connection that names another header', [...head(), ['connection', 'x-forwarded-for']]],
  ['keep-alive', [...head(), ['keep-alive', 'timeout=5']]],
  ['proxy-connection', [...head(), ['proxy-connection', 'keep-alive']]],
  ['upgrade', [...head(), ['upgrade', 'h2c']]],
  ['http2-settings', [...head(), ['http2-settings', 'AAMAAABkAAQCAAAAAAIAAAAA']]],
  ['transfer-encoding', [...head(post), ['transfer-encoding', 'chunked']]],
  ['transfer-encoding identity', [...head(post), ['transfer-encoding', 'identity']]],
  ['te other than trailers', [...head(), ['te', 'gzip']]],
  ['a length without a body', [...head(post), ['content-length', '5']]],
  ['two lengths', [...head(post), ['content-length', '0'], ['content-length', '0']]],
  ['a list of lengths', [...head(post), ['content-length', '0, 0']]],
  ['a signed length', [...head(post), ['content-length', '+0']]],
  ['headers over 10,240 bytes', [...head(), ['x', 'y'.repeat(10_240)]]],
  ['cookies over 10,240 bytes', [...head(), ...Array<Field>(1500).fill(['cookie', 'a=1'])]],
  ['another expectation', [...head(), ['expect', '200-ok']]],
];

test.each(heads)('%s is refused, and reaches nobody', async (_, fields) => {
  const caller = await FrameCaller.open(system.gateway.httpsPort);
  caller.send(headersFrame(1, fields));
  await refused(caller);
});

// Node's parser leaves such headers out, by name and value: they can split nothing.
test.each<[what: string, field: Field]>([
  ['a line end in a value', ['x-evil', 'a\r\nx-split: 1']],
  ['a line feed in a value', ['x-evil', 'a\nx-split: 1']],
  ['a carriage return in a value', ['x-evil', 'a\rx-split: 1']],
  ['a request in a value', ['x-evil', 'a\r\n\r\nGET /x-split HTTP/1.1\r\nhost: a']],
  ['a NUL in a value', ['x-evil', 'a\0x-split']],
  ['a line end in a cookie', ['cookie', 'x-evil\r\nx-split: 1']],
  ['a colon in a name', ['x-evil: x-split', '1']],
  ['a space in a name', ['x-evil x-split', '1']],
  ['a line end in a name', ['x-evil\r\nx-split', '1']],
  ['obs-text in a name', ['x-evil-x-split\xff', '1']],
  ['an empty name', ['', 'x-evil x-split']],
  ['a line end in a length', ['content-length', '0\r\nx-evil: x-split']],
])('%s goes no further', async (_, field) => {
  const caller = await FrameCaller.open(system.gateway.httpsPort);
  caller.send(headersFrame(1, [...head(), field]));
  await caller.settled(1);
  caller.close();
  for (const { rawHeaders, url } of seen()) {
    expect(JSON.stringify([rawHeaders, url])).not.toMatch(/x-evil|x-split/);
  }
  await stillServes();
});

test.each<[what: string, frames: Buffer[]]>([
  [
    'a body shorter than its length',
    [headersFrame(1, [...head(post), ['content-length', '5']], endHeaders), data('abc')],
  ],
  [
    'a body longer than its length',
    [headersFrame(1, [...head(post), ['content-length', '5']], endHeaders), data('abcdefgh')],
  ],
  [
    'a request behind a length of 0',
    [
      headersFrame(1, [...head(post), ['content-length', '0']], endHeaders),
      data('GET /dev/evil HTTP/1.1\r\nHost: a\r\n\r\n'),
    ],
  ],
  [
    'pseudo headers in trailers',
    [
      headersFrame(1, head(post), endHeaders),
      data('abc', 0),
      headersFrame(1, [[':path', '/dev/other']], endHeaders | endStream),
    ],
  ],
  [
    'trailers that do not end the stream',
    [headersFrame(1, head(post), endHeaders), data('abc', 0), headersFrame(1, [['x', 'y']], endHeaders)],
  ],
  ['an even number for a stream', [headersFrame(2, head())]],
  ['a body without a head', [data('abc')]],
  ['a head for stream 0', [headersFrame(0, head())]],
  ['padding longer than the frame', [frame(frameTypes.headers, 5 | 8, 1, Buffer.from([255, 0, 1]))]],
  ['a stream that depends on itself', [frame(frameTypes.priority, 0, 1, Buffer.from([0, 0, 0, 1, 0]))]],
  [
    'a broken header block',
    [frame(frameTypes.headers, 5, 1, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))],
  ],
  ['an index that is none', [frame(frameTypes.headers, 5, 1, Buffer.from([0xbf]))]],
  [
    'a frame between the parts of a head',
    [headersFrame(1, head(), endStream), frame(frameTypes.ping, 0, 0, Buffer.alloc(8))],
  ],
  ['a frame above the largest size', [frame(frameTypes.data, 0, 1, Buffer.alloc(20_000))]],
  [
    'a window of nothing more',
    [headersFrame(1, head(post), endHeaders), frame(frameTypes.windowUpdate, 0, 1, Buffer.alloc(4))],
  ],
])('%s is refused, and reaches nobody whole', async (_, frames) => {
  const caller = await FrameCaller.open(system.gateway.httpsPort);
  caller.send(...frames);
  await refused(caller);
});

test('a header that HTTP/1.1 would have as its own protocol is none of HTTP/2', async () => {
  const caller = await FrameCaller.open(system.gateway.httpsPort);
  caller.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await refused(caller);
});

test('a host that says the same as :authority, and trailers, are as good as none', async () => {
  const caller = await FrameCaller.open(system.gateway.httpsPort);
  const host = `${apiId}.EXECUTE-API.localhost`;
  caller.send(
    headersFrame(1, [...head(post), ['host', host], ['te', 'trailers']], endHeaders),
    data('abc', 0),
    frame(frameTypes.headers, endHeaders | endStream, 1, encoded([['x-trailer', 'y']])),
  );
  await caller.settled(1);
  caller.close();
  expect(seen()).toMatchObject([{ method: 'POST', body: 'abc' }]);
  expect(JSON.stringify(seen()[0]!.rawHeaders)).not.toMatch(/x-trailer/);
});

/** By a reset or the end of the session, or by a status that is an error. */
async function refused(caller: FrameCaller): Promise<void> {
  await caller.settled(1);
  caller.close();
  const code = caller.errorCode(1);
  if (!caller.closed && (code === null || code === 0)) {
    expect(caller.body(1)).toMatch(/Bad Request|Too L|Expectation|Not Implemented|Forbidden|Missing/);
  }
  await stillServes();
  expect(seen()).toMatchObject([{ url: '/fine' }]);
}

async function stillServes(): Promise<void> {
  const fine = await FrameCaller.open(system.gateway.httpsPort);
  fine.send(headersFrame(1, requestHead('/dev/fine')));
  await fine.settled(1);
  expect(fine.body(1)).toBe('{"ok":true}');
  fine.close();
}
