import { once } from 'node:events';
import { request } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { waitFor } from '#libs/testing';
import {
  apiId,
  http,
  integrationResponse,
  mapping,
  method,
  snapshot,
  templatesOf,
} from '../../../testing/documents.js';
import { startHttp2Backend, type Http2Backend } from '../../../testing/http2-backends.js';
import { startTestSystem, type TestSystem } from '../../../testing/test-gateway.js';
import { makePair, startTlsBackend, type TestPair } from '../../../testing/tls-backend.js';

let system: TestSystem;
let pair: TestPair;
let backend: Http2Backend;
let respond: (request: Http2ServerRequest, response: Http2ServerResponse) => void;
const offered = { http2Backends: true } as const;
const unverified = { insecureSkipVerification: true };

/** What a backend saw, as its response. */
function echo(seen: Http2ServerRequest, response: Http2ServerResponse): void {
  const chunks: Buffer[] = [];
  seen.on('data', (chunk: Buffer) => chunks.push(chunk));
  seen.on('end', () => {
    const { httpVersion, method: verb, url, rawHeaders } = seen;
    const body = Buffer.concat(chunks).toString();
    response.setHeader('x-version', httpVersion);
    response.end(JSON.stringify({ httpVersion, verb, url, rawHeaders, body }));
  });
}

interface Seen {
  readonly httpVersion: string;
  readonly verb: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

const proxyTo = (origin: string, change = {}) =>
  http('HTTP_PROXY', `${origin}/{proxy}`, {
    ...unverified,
    parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
    ...change,
  });

beforeAll(async () => {
  pair = await makePair('localhost');
  backend = await startHttp2Backend(pair, (seen, response) => respond(seen, response));
  system = await startTestSystem();
});
beforeEach(async () => {
  respond = echo;
  await system.deploy(snapshot({ '/{proxy+}': { ANY: method(proxyTo(backend.origin)) } }), offered);
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

test('a backend that offers HTTP/2 is called so where the stage wants it, and over HTTP/1.1 elsewhere', async () => {
  const seen = (await system.call('/dev/a/b?c=d')).json() as Seen;
  expect(seen).toMatchObject({ httpVersion: '2.0', verb: 'GET', url: '/a/b?c=d' });
  await system.deploy(snapshot({ '/{proxy+}': { ANY: method(proxyTo(backend.origin)) } }));
  expect((await system.call('/dev/a/b')).json()).toMatchObject({ httpVersion: '1.1' });
});

test('a head is one of HTTP/2: one authority, no host, nothing of a connection', async () => {
  const response = await system.call('/dev/a', {
    method: 'POST',
    body: 'abc',
    headers: {
      'content-length': '3',
      connection: 'x-hop, keep-alive',
      'x-hop': '1',
      te: 'trailers',
      'keep-alive': 'timeout=5',
      'proxy-connection': 'keep-alive',
      'x-Mixed-Case': 'v',
      'x-twice': ['1', '2'],
      cookie: ['a=1', 'b=2'],
      expect: '100-continue',
    },
  });
  const { rawHeaders, body } = response.json() as Seen;
  const fields = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    expect(fields.has(rawHeaders[index]!)).toBe(false);
    fields.set(rawHeaders[index]!, rawHeaders[index + 1]!);
  }
  expect(body).toBe('abc');
  expect(Object.fromEntries(fields)).toMatchObject({
    ':authority': backend.origin.slice('https://'.length),
    ':method': 'POST',
    ':scheme': 'https',
    ':path': '/a',
    'content-length': '3',
    cookie: 'a=1; b=2',
    'x-mixed-case': 'v',
    'x-twice': '1, 2',
  });
  for (const name of ['host', 'connection', 'x-hop', 'te', 'keep-alive', 'proxy-connection', 'expect']) {
    expect(fields.has(name)).toBe(false);
  }
});

test('a mapped Host is the authority, and no host stands beside it', async () => {
  const parameters = [mapping('header', 'Host', "'other.example'"), mapping('header', 'X-One', "'1'")];
  const integration = http('HTTP', `${backend.origin}/a`, { ...unverified, parameters, httpMethod: 'GET' });
  await system.deploy(snapshot({ '/': { GET: method(integration) } }), offered);
  const { rawHeaders, httpVersion } = (await system.call('/dev')).json() as Seen;
  expect(httpVersion).toBe('2.0');
  expect(rawHeaders[rawHeaders.indexOf(':authority') + 1]).toBe('other.example');
  expect(rawHeaders).not.toContain('host');
  expect(rawHeaders[rawHeaders.indexOf('x-one') + 1]).toBe('1');
});

test('a response comes as over HTTP/1.1: lines of one name, bytes of values, the length', async () => {
  respond = (_, response) => {
    response.writeHead(207, { 'set-cookie': ['a=1', 'b=2'], 'x-latin': 'caf\xe9', 'content-length': '4' });
    response.end('body');
  };
  const { status, headers, body } = await system.call('/dev/a');
  expect({ status, body }).toEqual({ status: 207, body: 'body' });
  expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
  expect(headers['x-latin']).toBe('caf\xe9');
  expect(headers['x-amzn-remapped-content-length']).toBe('4');
});

test.each([
  ['HEAD', 200, ''],
  ['GET', 204, ''],
  ['GET', 304, ''],
])('%s answered by %i has no body, and takes no time', async (verb, status, body) => {
  respond = (_, response) => void response.writeHead(status).end();
  expect(await system.call('/dev/a', { method: verb })).toMatchObject({ status, body });
});

test('an integration that is mapped works as well', async () => {
  const mapped = http('HTTP', `${backend.origin}/a`, {
    ...unverified,
    httpMethod: 'POST',
    requestTemplates: templatesOf({ 'application/json': '{"sent": $input.json("$.x")}' }),
    responses: [integrationResponse('200', null, { 'application/json': '$input.json("$.body")' })],
  });
  await system.deploy(snapshot({ '/': { POST: method(mapped) } }), offered);
  const headers = { 'content-type': 'application/json' };
  expect((await system.call('/dev', { method: 'POST', body: '{"x": 5}', headers })).body).toBe(
    '"{\\"sent\\": 5}"',
  );
});

test('a backend that does not offer HTTP/2 is called over HTTP/1.1', async () => {
  const old = await startTlsBackend(pair, {
    respond: (seen, response) => void response.end(seen.httpVersion),
  });
  const origin = `https://localhost:${old.port}`;
  await system.deploy(snapshot({ '/{proxy+}': { ANY: method(proxyTo(origin)) } }), offered);
  const all = await Promise.all(Array.from({ length: 10 }, () => system.call('/dev/a')));
  expect(all.map(({ body }) => body)).toEqual(Array(10).fill('1.1'));
  const before = old.connections();
  for (let index = 0; index < 5; index++) expect((await system.call('/dev/a')).body).toBe('1.1');
  // Not asked again with each call.
  expect(old.connections()).toBe(before);
  await old.close();
});

test('large bodies stream both ways', async () => {
  respond = (seen, response) => void seen.pipe(response);
  const body = Buffer.alloc(5 * 1024 * 1024, 'abcdefg');
  const response = await system.call('/dev/a', { method: 'POST', body });
  expect(response.status).toBe(200);
  expect(response.bytes.equals(body)).toBe(true);
});

test('calls share a connection, as many as the backend allows, and another is opened for more', async () => {
  const waiting: Http2ServerResponse[] = [];
  const narrow = await startHttp2Backend(pair, (_, response) => void waiting.push(response), {
    settings: { maxConcurrentStreams: 4 },
  });
  await system.deploy(snapshot({ '/{proxy+}': { ANY: method(proxyTo(narrow.origin)) } }), offered);
  const calls = Array.from({ length: 12 }, () => system.call('/dev/a'));
  await waitFor(() => waiting.length === 12);
  expect(narrow.opened()).toBe(3);
  expect(narrow.streamsAtOnce()).toBe(4);
  for (const response of waiting) response.end('done');
  expect((await Promise.all(calls)).map(({ body }) => body)).toEqual(Array(12).fill('done'));
  await narrow.close();
});

/** A caller who leaves when told. */
function callImpatiently(path: string): { leave: () => void; responded: Promise<unknown> } {
  const sent = request({
    host: '127.0.0.1',
    port: system.gateway.httpPort,
    path,
    agent: false,
    headers: { host: `${apiId}.execute-api.localhost` },
  });
  sent.on('error', () => undefined);
  sent.end();
  return { leave: () => void sent.destroy(), responded: once(sent, 'response').catch(() => undefined) };
}

test('the stream of a caller who leaves is cancelled, and its connection goes on', async () => {
  const codes: number[] = [];
  let begun = 0;
  respond = (seen, response) => {
    if (seen.url !== '/stay') return echo(seen, response);
    begun += 1;
    response.stream.on('close', () => codes.push(response.stream.rstCode));
    response.write('first');
  };
  await system.call('/dev/warm');
  const opened = backend.opened();
  const caller = callImpatiently('/dev/stay');
  await caller.responded;
  caller.leave();
  await waitFor(() => codes.length === 1);
  expect({ codes, begun }).toEqual({ codes: [8], begun: 1 });
  expect((await system.call('/dev/next')).status).toBe(200);
  expect(backend.opened()).toBe(opened);
});

test('a backend that takes too long is 504, its stream cancelled, its connection kept', async () => {
  const codes: number[] = [];
  respond = (seen, response) => {
    if (seen.url === '/slow') response.stream.on('close', () => codes.push(response.stream.rstCode));
    else echo(seen, response);
  };
  const slow = method(proxyTo(backend.origin, { timeoutMs: 100 }));
  await system.deploy(snapshot({ '/{proxy+}': { ANY: slow } }), offered);
  await system.call('/dev/warm');
  const opened = backend.opened();
  expect((await system.call('/dev/slow')).status).toBe(504);
  await waitFor(() => codes.length === 1);
  expect(codes).toEqual([8]);
  const patient = method(proxyTo(backend.origin));
  await system.deploy(snapshot({ '/{proxy+}': { ANY: patient } }), offered);
  expect((await system.call('/dev/next')).status).toBe(200);
  expect(backend.opened()).toBe(opened);
});

test('a backend that leaves politely loses no call, and is connected to anew', async () => {
  let left = 0;
  respond = (seen, response) => {
    if (seen.url !== '/last') return echo(seen, response);
    response.stream.session!.goaway();
    left += 1;
    response.write('fir');
    setImmediate(() => response.end('st'));
  };
  await system.call('/dev/warm');
  const opened = backend.opened();
  expect((await system.call('/dev/last')).body).toBe('first');
  expect((await system.call('/dev/next')).status).toBe(200);
  expect({ left, opened: backend.opened() }).toEqual({ left: 1, opened: opened + 1 });
});

test('a response that breaks off looks broken, whatever code it breaks off with', async () => {
  for (const code of [0, 2, 8]) {
    respond = (_, response) => {
      response.writeHead(200);
      response.write('first');
      setImmediate(() => response.stream.close(code));
    };
    await expect(system.call('/dev/a')).rejects.toThrow(/aborted|socket hang up/);
  }
  respond = (_, response) => void response.stream.close(0);
  expect((await system.call('/dev/a')).status).toBe(502);
});

test('a certificate is checked as ever', async () => {
  const checked = method(proxyTo(backend.origin, { insecureSkipVerification: false }));
  await system.deploy(snapshot({ '/{proxy+}': { ANY: checked } }), offered);
  expect((await system.call('/dev/a')).status).toBe(500);
  const other = await startHttp2Backend(await makePair('elsewhere.example'), echo);
  await system.deploy(snapshot({ '/{proxy+}': { ANY: method(proxyTo(other.origin)) } }), offered);
  expect((await system.call('/dev/a')).status).toBe(500);
  await other.close();
});
