import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  connect,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { waitFor } from '#libs/testing';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import {
  domainDocument,
  domainName,
  mappingTo,
  publishCertificate,
  publishDomain,
} from '../../testing/custom-domains.js';
import { apiId, http, mapping, method, mockMethod, snapshot } from '../../testing/documents.js';
import {
  flags,
  frame,
  FrameCaller,
  frameTypes,
  headersFrame,
  requestHead,
} from '../../testing/http2-frames.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import { makePair } from '../../testing/tls-backend.js';

const authority = `${apiId}.execute-api.localhost`;
const big = Buffer.alloc(5 * 1024 * 1024, 'x');
let backend: TestBackend;
let system: TestSystem;
let session: ClientHttp2Session;
let cutBackend: Server;
const begun = new Set<IncomingMessage>();
let stuck: () => void = () => undefined;

beforeAll(async () => {
  backend = await startBackend((request, response, body) => {
    const { pathname } = new URL(request.url ?? '', 'http://x');
    if (pathname.endsWith('/none')) return response.writeHead(204).end();
    if (pathname.endsWith('/unchanged')) return response.writeHead(304, { etag: '"1"' }).end();
    if (pathname.endsWith('/big')) return response.setHeader('content-length', big.length).end(big);
    if (pathname.includes('/broken')) {
      response.writeHead(200, pathname.endsWith('chunks') ? {} : { 'content-length': 100_000 });
      response.write(Buffer.alloc(50_000));
      stuck = () => response.destroy();
      return;
    }
    response.writeHead(200, {
      'x-echo': 'a',
      'set-cookie': ['a=1', 'b=2'],
      'keep-alive': 'timeout=5',
      constructor: 'c',
      'x-two': ['1', '2'],
    });
    response.end(`${request.method} ${body.length}`);
  });
  cutBackend = createServer((request) => void begun.add(request.on('error', () => undefined).resume()));
  cutBackend.listen(0, '127.0.0.1');
  await once(cutBackend, 'listening');
  const { port } = cutBackend.address() as AddressInfo;
  system = await startTestSystem();
  await system.deploy(
    snapshot({
      '/told': { GET: mockMethod('$context.protocol $context.domainName $context.httpMethod') },
      '/mock': { POST: mockMethod('ok') },
      '/cut': { ANY: method(http('HTTP_PROXY', `http://127.0.0.1:${port}/cut`)) },
      '/{proxy+}': {
        ANY: method(
          http('HTTP_PROXY', `${backend.origin}/{proxy}`, {
            parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
          }),
        ),
      },
    }),
  );
  session = connect(`https://127.0.0.1:${system.gateway.httpsPort}`, { rejectUnauthorized: false });
});
afterAll(async () => {
  session?.destroy();
  await system?.stop();
  await backend?.close();
  cutBackend?.close();
  cutBackend?.closeAllConnections();
});

const open = (path: string, headers: OutgoingHttpHeaders = {}, end = true): ClientHttp2Stream =>
  session.request({ ':path': `/dev${path}`, ':authority': authority, ...headers }, { endStream: end });

async function ended(stream: ClientHttp2Stream) {
  const closed = new Promise((resolve) => stream.once('close', resolve));
  const chunks: Buffer[] = [];
  let headers: Record<string, unknown> = {};
  stream.on('response', (got) => (headers = got));
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await closed;
  const bytes = Buffer.concat(chunks);
  return { status: headers[':status'], headers, bytes, body: bytes.toString(), code: stream.rstCode };
}

test('a stream goes through the same pipeline, and is of HTTP/1.1 to it, as at AWS', async () => {
  expect(await ended(open('/told'))).toMatchObject({ status: 200, body: `HTTP/1.1 ${authority} GET` });
  expect(await ended(open('/told?a={'))).toMatchObject({ status: 400 });
  expect(await ended(open('/../told'))).toMatchObject({ status: 400 });
  expect(await ended(open('/told', { 'x-long': 'x'.repeat(10_300) }))).toMatchObject({ status: 431 });
  expect(await ended(open('/told', { expect: '200-ok' }))).toMatchObject({ status: 417 });
});

test('curl speaks it, and callers that do not still get HTTP/1.1', async () => {
  const url = `https://${authority}:${system.gateway.httpsPort}/dev/told`;
  const curl = async (...options: string[]) => {
    const run = await promisify(execFile)('curl', [
      ...['-sk', '--resolve', `${authority}:${system.gateway.httpsPort}:127.0.0.1`],
      ...['-w', ' %{http_version}', ...options, url],
    ]);
    return run.stdout;
  };
  expect(await curl('--http2')).toBe(`HTTP/1.1 ${authority} GET 2`);
  expect(await curl('--http1.1')).toBe(`HTTP/1.1 ${authority} GET 1.1`);
  expect(await curl('--no-alpn')).toBe(`HTTP/1.1 ${authority} GET 1.1`);
});

test('cookies arrive as one header, and bodies with the length that they were sent with, or in chunks', async () => {
  const before = backend.seen.length;
  const withLength = open('/echo', { ':method': 'POST', 'content-length': 5, cookie: ['a=1', 'b=2'] }, false);
  withLength.end('hello');
  expect(await ended(withLength)).toMatchObject({ status: 200, body: 'POST 5', code: 0 });
  const without = open('/echo', { ':method': 'PUT', expect: '100-continue' }, false);
  let isAsked = false;
  without.on('continue', () => {
    isAsked = true;
    without.write('hello ');
    without.end('world');
  });
  expect(await ended(without)).toMatchObject({ status: 200, body: 'PUT 11', code: 0 });
  expect(isAsked).toBe(true);
  expect(backend.seen[before]!.headers).toMatchObject({ cookie: 'a=1; b=2', 'content-length': '5' });
  expect(backend.seen[before + 1]!.headers['content-length']).toBeUndefined();
});

test('responses leave without what belongs to a connection, and repeated headers are kept', async () => {
  const { headers } = await ended(open('/echo'));
  expect(headers).toMatchObject({
    'x-echo': 'a',
    'x-two': '1, 2',
    'set-cookie': ['a=1', 'b=2'],
    constructor: 'c',
  });
  expect(headers).toHaveProperty('x-amzn-requestid');
  expect(headers).not.toHaveProperty('keep-alive');
  expect(headers).not.toHaveProperty('connection');
  expect(headers).not.toHaveProperty('transfer-encoding');
});

test('responses without a body have none', async () => {
  expect(await ended(open('/none'))).toMatchObject({ status: 204, body: '', code: 0 });
  expect(await ended(open('/unchanged'))).toMatchObject({ status: 304, body: '', code: 0 });
  expect(await ended(open('/big', { ':method': 'HEAD' }))).toMatchObject({
    status: 200,
    headers: { 'content-length': String(big.length) },
    body: '',
    code: 0,
  });
});

test('many large responses at a time arrive whole', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => ended(open('/big'))));
  for (const { bytes, code } of all) expect([bytes.equals(big), code]).toEqual([true, 0]);
});

test('a large body that nobody wants does not cost its caller the response', async () => {
  const stream = open('/mock', { ':method': 'POST' }, false);
  stream.end(Buffer.alloc(1024 * 1024));
  expect(await ended(stream)).toMatchObject({ status: 200, body: 'ok', code: 0 });
});

// Without a length nothing but the reset tells.
test.each(['broken', 'broken-chunks'])(
  'a response that breaks off (%s) is reset, not ended',
  async (path) => {
    const stream = open(`/${path}`);
    stream.on('error', () => undefined);
    let hasEnded = false;
    stream.on('end', () => (hasEnded = !stream.aborted));
    const over = ended(stream);
    await once(stream, 'data');
    stuck();
    expect(await over).toMatchObject({ status: 200, code: 2 });
    expect(hasEnded).toBe(false);
  },
);

// By frames: Node's client ends a stream before it resets it.
test.each(['POST', 'HEAD'])('a body (%s) that breaks off never looks whole to a backend', async (verb) => {
  for (const code of [0, 8, null]) {
    begun.clear();
    const caller = await FrameCaller.open(system.gateway.httpsPort);
    caller.send(
      headersFrame(1, requestHead('/dev/cut', { ':method': verb }), flags.endHeaders),
      frame(frameTypes.data, 0, 1, Buffer.from('half')),
    );
    await waitFor(() => begun.size > 0);
    const [cut] = begun;
    if (code === null) caller.close();
    else caller.send(frame(frameTypes.reset, 0, 1, Buffer.from([0, 0, 0, code])));
    await waitFor(() => cut!.closed);
    expect(cut!.complete).toBe(false);
    caller.close();
  }
});

test('a kept session that asks for the host of another certificate gets a 421', async () => {
  await publishCertificate(system, 'c1', await makePair(domainName));
  await publishDomain(system, domainDocument({ certificateId: 'c1', mappings: [mappingTo('', apiId)] }));
  const kept = connect(`https://127.0.0.1:${system.gateway.httpsPort}`, {
    rejectUnauthorized: false,
    servername: domainName,
  });
  const status = async (host: string) => {
    const stream = kept.request({ ':path': '/told', ':authority': host });
    return (await ended(stream)).status;
  };
  expect(await status(domainName)).toBe(200);
  expect(await status(authority)).toBe(421);
  expect(await status(domainName)).toBe(200);
  kept.destroy();
});
