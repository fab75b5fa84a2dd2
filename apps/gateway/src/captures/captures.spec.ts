import { connect } from 'node:net';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { captureBlockContext, readCapturedRequests, type CapturedRequest } from '#libs/observations';
import { createGatewaySeal, type CaptureDocument } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { apiId, http, method, mockMethod, snapshot } from '../testing/documents.js';
import { guardedApi } from '../testing/guarded-api.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

let system: TestSystem;
let backend: TestBackend;
let respondWith: (response: ServerResponse) => void;
let number = 0;

beforeAll(async () => {
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem();
  await system.deploy(
    snapshot({
      '/mock': { ANY: mockMethod('a text') },
      '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
      '/mapped': { ANY: method(http('HTTP', `${backend.origin}/b`)) },
    }),
  );
  await system.deploy(guardedApi(), { stageName: 'guarded' });
});
beforeEach(() => {
  respondWith = (response) => response.end('from the backend');
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

async function capture(change: Partial<CaptureDocument> = {}): Promise<string> {
  const id = `capture-${++number}`;
  const body: CaptureDocument = {
    formatVersion: 1,
    id,
    restApiId: apiId,
    stageName: 'dev',
    apiKeyId: null,
    requestId: null,
    untilMs: Date.now() + 3_600_000,
    requestsMax: 10,
    bodyBytesMax: 1_000_000,
    ...change,
  };
  await system.acknowledged(system.controlPlane.publish('capture', id, body));
  return id;
}

const uuid = () => crypto.randomUUID();
const seal = () => createGatewaySeal(system.controlPlane.token);

function capturedBy(captureId: string): CapturedRequest[] {
  return system.controlPlane.observed('captures').flatMap((block) => {
    const text = seal().open(block.toString('latin1'), captureBlockContext);
    const requests = readCapturedRequests(text!);
    if (typeof requests === 'string') throw new Error(requests);
    return requests.filter((request) => request.captureId === captureId);
  });
}

async function one(captureId: string): Promise<CapturedRequest> {
  await waitFor(() => capturedBy(captureId).length > 0, { describe: 'it was captured' });
  expect(capturedBy(captureId)).toHaveLength(1);
  return capturedBy(captureId)[0]!;
}

test.each(['mapped', 'proxy'])('a request that names itself is captured whole: %s', async (path) => {
  const requestId = uuid();
  const id = await capture({ requestId });
  await system.call(`/dev/${path}`);
  const response = await system.call(`/dev/${path}?a=b`, {
    method: 'POST',
    body: 'the body',
    headers: { 'x-amzn-requestid': requestId.toUpperCase(), 'x-mine': 'kept' },
  });
  const captured = await one(id);
  expect(captured).toMatchObject({
    requestId: response.headers['x-amzn-requestid'],
    refusal: null,
    apiKeyId: null,
    sourceIp: '127.0.0.1',
    request: {
      httpMethod: 'POST',
      target: `/dev/${path}?a=b`,
      body: 'the body',
      bodyEncoding: 'utf8',
      bodyBytes: 8,
      isTruncated: false,
    },
    response: { status: response.status, body: response.body, isTruncated: false },
  });
  expect(captured.request.headers.join(' ')).toContain('x-mine kept');
  expect(captured.response.headers.join(' ')).toContain(`x-amzn-RequestId ${captured.requestId}`);
});

test('a request that several captures are for is captured by each, within its own bounds', async () => {
  const requestId = uuid();
  const whole = await capture({ requestId });
  const begun = await capture({ requestId, bodyBytesMax: 4 });
  await system.call('/dev/proxy', { headers: { 'x-amzn-requestid': requestId } });
  expect(await one(whole)).toMatchObject({ response: { body: 'from the backend', isTruncated: false } });
  expect(await one(begun)).toMatchObject({
    response: { body: 'from', bodyBytes: 'from the backend'.length, isTruncated: true },
  });
});

test('of a body that nobody waited for, what had come before the response is captured', async () => {
  const requestId = uuid();
  const id = await capture({ requestId });
  const headers = { 'x-amzn-requestid': requestId };
  await system.call('/dev/mock', { method: 'POST', body: 'the body', headers });
  expect(await one(id)).toMatchObject({ request: { body: '' }, response: { status: 200, body: 'a text' } });
});

test('secrets in headers and query are masked whole, also where an authorizer looks for its own', async () => {
  const requestId = uuid();
  const id = await capture({ requestId, stageName: 'guarded' });
  const secret = `planted-${uuid()}`;
  respondWith = (response) => response.end('{}');
  await system.call(`/guarded/request?b=${secret}&access_token=${secret}&X-Amz-Signature=${secret}&page=2`, {
    headers: {
      'x-amzn-requestid': requestId,
      a: secret,
      authorization: secret,
      cookie: `s=${secret}`,
      'x-api-key': secret,
      'x-amz-security-token': secret,
    },
  });
  const captured = await one(id);
  expect(JSON.stringify(captured)).not.toContain(secret);
  expect(captured.request.target).toBe('/guarded/request?b=***&access_token=***&X-Amz-Signature=***&page=2');
  expect(captured.request.headers).toEqual(expect.arrayContaining(['a', 'authorization', 'cookie', '***']));
});

test('long bodies are cut for the capture and for nobody else, and bytes are Base64', async () => {
  const requestId = uuid();
  const id = await capture({ requestId, bodyBytesMax: 1_000 });
  const sent = Buffer.alloc(200_000, 0xff);
  respondWith = (response) => response.end(Buffer.alloc(300_000, 'x'));
  const response = await system.call('/dev/proxy', {
    method: 'POST',
    body: sent,
    headers: { 'x-amzn-requestid': requestId, 'transfer-encoding': 'chunked' },
  });
  expect(response.bytes).toHaveLength(300_000);
  expect(backend.seen.at(-1)!.bytes.equals(sent)).toBe(true);
  const captured = await one(id);
  expect(captured.request).toMatchObject({
    bodyEncoding: 'base64',
    body: sent.subarray(0, 1_000).toString('base64'),
    bodyBytes: 200_000,
    isTruncated: true,
  });
  expect(captured.response).toMatchObject({ body: 'x'.repeat(1_000), bodyBytes: 300_000, isTruncated: true });
});

test.each([
  ['in a text', (secret: string) => `{"token":"${secret}"}`, 'utf8'],
  ['behind characters of several bytes', (secret: string) => `€€€€€${secret}€€€€€`, 'utf8'],
  [
    'among bytes',
    (secret: string) => Buffer.concat([Buffer.from([0, 0xff]), Buffer.from(`x=${secret}`)]),
    'base64',
  ],
] as const)('wherever a body is cut, nothing of a secret is left: %s', async (_, said, bodyEncoding) => {
  const requestId = uuid();
  const secret = `Zq${uuid()}`;
  const whole = Buffer.from(said(secret));
  respondWith = (response) => response.end(whole);
  // Each of these ends elsewhere; of whole characters of the secret there are none, or two at most.
  const ids = await Promise.all(
    Array.from({ length: whole.length }, (_unused, index) => capture({ requestId, bodyBytesMax: index + 1 })),
  );
  const headers = { 'x-amzn-requestid': requestId, authorization: `Bearer ${secret}` };
  await system.call('/dev/proxy', { headers });
  for (const id of ids) {
    const { response } = await one(id);
    expect(response.bodyEncoding).toBe(bodyEncoding);
    const shown = Buffer.from(response.body, bodyEncoding).toString('latin1');
    expect(shown).not.toContain(secret.slice(0, 3));
    expect(whole.toString('latin1').startsWith(shown.replace(/\*.*$/s, ''))).toBe(true);
  }
});

test('no more than asked for, nothing of other stages, keys and ids, and nothing behind its time', async () => {
  const requestId = uuid();
  const headers = { 'x-amzn-requestid': requestId };
  const few = await capture({ requestId, requestsMax: 2 });
  const elsewhere = await capture({ requestId, stageName: 'other' });
  const ofKey = await capture({ apiKeyId: 'key0000001' });
  const over = await capture({ requestId: null, untilMs: Date.now() - 1 });
  for (let index = 0; index < 5; index++) await system.call('/dev/mock', { headers });
  const last = uuid();
  const marker = await capture({ requestId: last });
  await system.call('/dev/mock', { headers: { 'x-amzn-requestid': last } });
  await one(marker);
  expect([few, elsewhere, ofKey, over].map((id) => capturedBy(id).length)).toEqual([2, 0, 0, 0]);
});

test('a request that breaks off inside its body is answered as always, and captured as far as it came', async () => {
  const requestId = uuid();
  const id = await capture({ requestId });
  const caller = connect(system.gateway.httpPort, '127.0.0.1');
  caller.write(
    `POST /dev/mapped HTTP/1.1\r\nHost: ${apiId}.execute-api.localhost\r\nx-amzn-RequestId: ${requestId}\r\n` +
      'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nno length\r\n',
  );
  const [bytes] = (await once(caller, 'data')) as [Buffer];
  expect(bytes.toString()).toMatch(/^HTTP\/1.1 400 /);
  expect(await one(id)).toMatchObject({
    refusal: 'request.malformed',
    request: { body: 'abc' },
    response: { status: 400 },
  });
  caller.destroy();
});

test('a capture that is taken back captures no more', async () => {
  const requestId = uuid();
  const id = await capture({ requestId });
  await system.acknowledged(system.controlPlane.publish('capture', id, null));
  await system.call('/dev/mock', { headers: { 'x-amzn-requestid': requestId } });
  const last = uuid();
  const marker = await capture({ requestId: last });
  await system.call('/dev/mock', { headers: { 'x-amzn-requestid': last } });
  await one(marker);
  expect(capturedBy(id)).toEqual([]);
});
