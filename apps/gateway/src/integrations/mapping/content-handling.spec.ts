import type { ServerResponse } from 'node:http';
import { awsOf } from '../../testing/aws-of.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { snapshot } from '../../testing/documents.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../../testing/test-gateway.js';
import { named, contentRoutes, type Handling } from '../../testing/content-routes.js';

const png = Buffer.from('89504e470d0a1a0aff00', 'hex');
const base64 = Buffer.from(png.toString('base64'));
const text = Buffer.from('plain, grün');
const mangled = Buffer.from(png.toString('utf8'));

let system: TestSystem;
let backend: TestBackend;
let respondWith: (response: ServerResponse) => void;

beforeAll(async () => {
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin, S3: backend.origin } }),
  });
  await system.deploy(
    snapshot(contentRoutes(backend.origin), { binaryMediaTypes: ['image/png', 'application/*'] }),
  );
  await system.deploy(snapshot(contentRoutes(backend.origin)), { stageName: 'textual' });
  await system.deploy(snapshot(contentRoutes(backend.origin), { binaryMediaTypes: ['*/*'] }), {
    stageName: 'everything',
  });
});
beforeEach(() => {
  respondWith = (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const send = (path: string, contentType: string | null, body: Buffer, more: CallOptions['headers'] = {}) =>
  system.call(path, {
    method: 'POST',
    body,
    headers: { ...(contentType === null ? {} : { 'content-type': contentType }), ...more },
  });

describe('requests', () => {
  const cases: [string, Handling, string, Buffer, Buffer | 500][] = [
    ['dev', undefined, 'image/png', png, png],
    ['dev', undefined, 'text/plain', png, mangled],
    ['dev', undefined, 'text/plain', text, text],
    ['dev', 'CONVERT_TO_TEXT', 'image/png', png, base64],
    ['dev', 'CONVERT_TO_TEXT', 'IMAGE/PNG; q=1', png, base64],
    ['dev', 'CONVERT_TO_TEXT', 'application/x', png, base64],
    ['dev', 'CONVERT_TO_TEXT', 'text/plain', png, mangled],
    ['dev', 'CONVERT_TO_BINARY', 'image/png', png, png],
    ['dev', 'CONVERT_TO_BINARY', 'text/plain', base64, png],
    ['dev', 'CONVERT_TO_BINARY', 'text/plain', text, 500],
    ['textual', undefined, 'image/png', png, mangled],
    ['textual', 'CONVERT_TO_TEXT', 'image/png', png, mangled],
    ['textual', 'CONVERT_TO_BINARY', 'image/png', base64, png],
    ['textual', 'CONVERT_TO_BINARY', 'image/png', png, 500],
  ];
  test.each(cases)(
    'HTTP at stage %s, contentHandling %s, type %s',
    async (stage, handling, type, body, expected) => {
      const before = backend.seen.length;
      const response = await send(`/${stage}/http/${named(handling)}`, type, body);
      if (expected === 500) {
        expect(response).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
        expect(backend.seen.length).toBe(before);
      } else {
        expect(response.status).toBe(200);
        expect(backend.seen.at(-1)).toMatchObject({ bytes: expected, headers: { 'content-type': type } });
      }
    },
  );

  // What is no UTF-8 is not broken on its way through a proxy; conversions that were asked for are made.
  test.each<[string, Handling, string, Buffer, Buffer | 500]>([
    ['dev', undefined, 'image/png', png, png],
    ['dev', undefined, 'text/plain', png, png],
    ['dev', 'CONVERT_TO_TEXT', 'image/png', png, base64],
    ['dev', 'CONVERT_TO_TEXT', 'text/plain', text, text],
    ['dev', 'CONVERT_TO_BINARY', 'text/plain', base64, png],
    ['dev', 'CONVERT_TO_BINARY', 'text/plain', text, 500],
    ['textual', undefined, 'image/png', png, png],
    ['textual', 'CONVERT_TO_TEXT', 'image/png', png, png],
    ['textual', 'CONVERT_TO_BINARY', 'image/png', base64, png],
  ])('HTTP_PROXY at stage %s, contentHandling %s, type %s', async (stage, handling, type, body, expected) => {
    const response = await send(`/${stage}/proxy/${named(handling)}`, type, body);
    expect(response.status).toBe(expected === 500 ? 500 : 200);
    if (expected !== 500) {
      expect(backend.seen.at(-1)).toMatchObject({
        bytes: expected,
        headers: { 'content-length': String(expected.length) },
      });
    }
  });

  test.each<[Handling, string, string | 500]>([
    ['CONVERT_TO_TEXT', 'application/json', `{"data":"${base64.toString()}"}`],
    [undefined, 'application/json', 500],
    ['CONVERT_TO_BINARY', 'application/json', 500],
  ])('a template and contentHandling %s with the binary type %s: %s', async (handling, type, expected) => {
    const response = await send(`/dev/http-template/${named(handling)}`, type, png);
    expect(response.status).toBe(expected === 500 ? 500 : 200);
    if (expected !== 500) expect(backend.seen.at(-1)!.body).toBe(expected);
  });

  test('a content type without template passes through beside templates that could not read it', async () => {
    const response = await send('/dev/http-template/CONVERT_TO_BINARY', 'image/png', png);
    expect(response.status).toBe(200);
    expect(backend.seen.at(-1)!.bytes).toEqual(png);
  });

  test('CONVERT_TO_BINARY and a template that matches is an error without binary media types, too', async () => {
    const response = await send('/textual/http-template/CONVERT_TO_BINARY', 'application/json', base64);
    expect(response.status).toBe(500);
  });

  test('mappings read the Base64 text', async () => {
    await send('/dev/mapped', 'image/png', png);
    expect(backend.seen.at(-1)!.headers['x-body']).toBe(base64.toString());
  });

  test('an AWS service gets what contentHandling makes, and its responses are converted like others', async () => {
    const type = { 'content-type': 'image/png' };
    respondWith = (response) => response.writeHead(200, type).end(png);
    const response = await send('/dev/s3', 'image/png', png, { accept: 'text/plain' });
    expect(backend.seen.at(-1)!.bytes).toEqual(base64);
    expect(response.bytes).toEqual(base64);
    expect((await send('/dev/s3', 'image/png', png, { accept: 'image/png' })).bytes).toEqual(png);
  });

  test('a function gets the Base64 text as its event', async () => {
    await send('/dev/fn', 'image/png', png);
    expect(backend.seen.at(-1)!.bytes).toEqual(base64);
  });
});

describe('answers', () => {
  const columns = [
    ['image/png', 'image/png'],
    ['image/png', 'text/plain'],
    ['text/plain', 'image/png'],
    ['text/plain', 'text/plain'],
  ] as const;
  type Outcome = 'bytes' | 'base64' | 'decoded' | 'text';
  const table: [string, Handling, Outcome[]][] = [
    ['dev', undefined, ['bytes', 'base64', 'decoded', 'text']],
    ['dev', 'CONVERT_TO_TEXT', ['base64', 'base64', 'text', 'text']],
    ['dev', 'CONVERT_TO_BINARY', ['bytes', 'bytes', 'decoded', 'decoded']],
    ['textual', undefined, ['text', 'text', 'text', 'text']],
    ['textual', 'CONVERT_TO_TEXT', ['text', 'text', 'text', 'text']],
    ['textual', 'CONVERT_TO_BINARY', ['decoded', 'decoded', 'decoded', 'decoded']],
  ];
  const cases = table.flatMap(([stage, handling, outcomes]) =>
    outcomes.map((outcome, index) => [stage, handling, ...columns[index]!, outcome] as const),
  );
  const responseOf = (type: string, body: Buffer) => {
    respondWith = (response) => response.writeHead(200, { 'content-type': type, etag: '"v1"' }).end(body);
  };

  test.each(cases)(
    '%s, contentHandling %s, backend %s, Accept %s: %s',
    async (stage, handling, type, accept, outcome) => {
      const path = `/${stage}/answer/${named(handling)}`;
      const sent = { bytes: png, base64: png, decoded: base64, text: png }[outcome];
      responseOf(type, sent);
      const response = await system.call(path, { headers: { accept } });
      expect(response.status).toBe(200);
      expect(response.bytes).toEqual({ bytes: png, base64, decoded: png, text: mangled }[outcome]);
      if (outcome !== 'decoded') return;
      responseOf(type, text);
      expect(await system.call(path, { headers: { accept } })).toMatchObject({
        status: 500,
        body: '{"message": "Internal server error"}',
      });
    },
  );

  test.each<[Handling, string, string, string | 500]>([
    ['CONVERT_TO_TEXT', 'image/png', 'image/png', `{"data":"${base64.toString()}"}`],
    [undefined, 'image/png', 'text/plain', `{"data":"${base64.toString()}"}`],
    [undefined, 'image/png', 'image/png', 500],
    ['CONVERT_TO_BINARY', 'image/png', 'text/plain', 500],
    ['CONVERT_TO_BINARY', 'text/plain', 'text/plain', 500],
  ])(
    'a template, contentHandling %s, backend %s, Accept %s: %s',
    async (handling, type, accept, expected) => {
      responseOf(type, png);
      const response = await system.call(`/dev/answer-template/${named(handling)}`, { headers: { accept } });
      expect(response.status).toBe(expected === 500 ? 500 : 200);
      if (expected !== 500) expect(response.body).toBe(expected);
    },
  );

  test.each([
    ['image/png', 'bytes'],
    ['image/png;q=0.5, text/plain', 'bytes'],
    ['text/plain, image/png', 'base64'],
    ['image/*', 'base64'],
    ['*/*', 'base64'],
    [null, 'base64'],
    ['application/anything', 'bytes'],
  ])('only the first type of Accept counts: %s gives %s', async (accept, outcome) => {
    responseOf('image/png', png);
    const headers: Record<string, string> = accept === null ? {} : { accept };
    for (const path of ['/dev/answer/undefined', '/dev/proxy/undefined']) {
      const { bytes } = await system.call(path, { headers });
      expect(bytes).toEqual(outcome === 'bytes' ? png : base64);
    }
  });

  test("a proxy's response is converted by the types alone, with its own headers", async () => {
    responseOf('image/png', png);
    const encoded = await system.call('/dev/proxy/undefined', { headers: { accept: 'text/plain' } });
    expect(encoded.bytes).toEqual(base64);
    expect(encoded.headers).toMatchObject({
      'content-type': 'image/png',
      etag: '"v1"',
      'content-length': String(base64.length),
    });
    responseOf('text/plain', base64);
    const decoded = await system.call('/dev/proxy/undefined', { headers: { accept: 'image/png' } });
    expect(decoded.bytes).toEqual(png);
    responseOf('text/plain', text);
    expect((await system.call('/dev/proxy/undefined', { headers: { accept: 'image/png' } })).status).toBe(
      500,
    );
    responseOf('text/plain', png);
    const asItIs = await system.call('/dev/proxy/undefined', { headers: { accept: 'text/plain' } });
    expect(asItIs.bytes).toEqual(png);
  });

  test('what answers HEAD and what is in a content coding is passed on by a proxy as it is', async () => {
    respondWith = (response) =>
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': '10' }).end();
    const head = await system.call('/dev/proxy/undefined', { method: 'HEAD', headers: { accept: 'a/b' } });
    expect(head.headers['content-length']).toBe('10');
    respondWith = (response) =>
      response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'br' }).end(png);
    const coded = await system.call('/dev/proxy/undefined', { headers: { accept: 'a/b' } });
    expect(coded.bytes).toEqual(png);
  });

  test('a response to convert that breaks off is a 502', async () => {
    respondWith = (response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': '1000' });
      response.write(png, () => response.destroy());
    };
    expect((await system.call('/dev/proxy/undefined', { headers: { accept: 'a/b' } })).status).toBe(502);
  });
});

describe('MOCK where everything is binary', () => {
  const preflight = { method: 'OPTIONS', headers: { accept: '*/*' } };

  test('a preflight is a configuration error until the request is converted to text', async () => {
    expect((await system.call('/everything/mock-preflight', preflight)).status).toBe(500);
    expect((await system.call('/everything/mock-preflight-text', preflight)).status).toBe(200);
    expect((await system.call('/dev/mock-preflight-text', preflight)).status).toBe(200);
  });

  test('a response template needs the same of the response', async () => {
    expect((await system.call('/everything/mock-body', preflight)).status).toBe(500);
    expect(await system.call('/everything/mock-body-text', preflight)).toMatchObject({
      status: 200,
      body: 'made',
    });
  });
});
