import type { ServerResponse } from 'node:http';
import { connect } from 'node:http2';
import { waitFor } from '#libs/testing';
import type { StageDocument } from '#libs/snapshot-format';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { apiId, http, method, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { logVariable } from '../observability/log-variables.js';
import type { RequestRecord } from '../invocation/record/request-record.js';
import type { WebAclQuestion } from '../invocation/web-acl.js';

const webAclArn = 'arn:aws:wafv2:us-east-1:000000000000:regional/webacl/mine/1a2b';
const guarded: Partial<StageDocument> = { webAclArn, tellsReasons: true };
const allow = '{"action":"ALLOW"}';
const block = '{"action":"BLOCK"}';
const callsMax = 4;

let waf: TestBackend;
let backend: TestBackend;
let system: TestSystem;
let passing: TestSystem;
let answer: (response: ServerResponse) => void;
let logged: Record<string, unknown>[] = [];
const names = ['wafResponseCode', 'webaclArn', 'waf.status', 'waf.error', 'waf.latency'];

function valueOf(name: string, record: RequestRecord): unknown {
  const variable = logVariable(name);
  return variable !== null && 'read' in variable ? variable.read(record) : undefined;
}

const api = snapshot({
  '/mock': { ANY: mockMethod('fine') },
  '/key': { GET: { ...mockMethod('fine'), apiKeyRequired: true } },
});

beforeAll(async () => {
  waf = await startBackend((_, response) => answer(response));
  backend = await startBackend((_, response, body) => void response.end(String(body.length)));
  const recordReaders = [
    {
      read: (record: RequestRecord) =>
        void logged.push(Object.fromEntries(names.map((name) => [name, valueOf(name, record)]))),
    },
  ];
  const settings = { url: new URL(`${waf.origin}/ask?by=tollgate`), timeoutMs: 2000, callsMax };
  system = await startTestSystem({ recordReaders, webAcls: { ...settings, whenAway: 'refuse' } });
  passing = await startTestSystem({ recordReaders, webAcls: { ...settings, whenAway: 'pass' } });
  const proxy = method(http('HTTP_PROXY', `${backend.origin}/`));
  const deployed = {
    ...api,
    ...snapshot({ '/mock': { ANY: mockMethod('fine') }, '/proxy': { ANY: proxy } }),
  };
  await system.deploy(deployed, guarded);
  await passing.deploy(deployed, guarded);
});
beforeEach(() => {
  answer = (response) => void response.end(allow);
  logged = [];
});
afterAll(async () => {
  await system.stop();
  await passing.stop();
  await waf.close();
  await backend.close();
});

const asked = () => waf.seen.length;
const lastQuestion = () => JSON.parse(waf.seen.at(-1)!.body) as WebAclQuestion;

test('what the web ACL allows goes on; it is told the head and the first 8 KB, and nothing else', async () => {
  const response = await system.call('/dev/mock?a=b', {
    method: 'POST',
    headers: { 'x-mine': '1', authorization: 'secret' },
    body: 'abc',
  });
  expect(response.status).toBe(200);
  expect(waf.seen.at(-1)).toMatchObject({ method: 'POST', url: '/ask?by=tollgate' });
  const { requestId, headers, ...question } = lastQuestion();
  expect(requestId).toBe(response.headers['x-amzn-requestid']);
  expect(headers).toEqual(
    expect.arrayContaining([
      ['x-mine', '1'],
      ['authorization', 'secret'],
    ]),
  );
  expect(question).toEqual({
    webAclArn,
    accountId: '000000000000',
    region: 'us-east-1',
    apiId,
    stage: 'dev',
    httpMethod: 'POST',
    protocol: 'HTTP/1.1',
    host: `${apiId}.execute-api.localhost`,
    target: '/dev/mock?a=b',
    sourceIp: '127.0.0.1',
    isTls: false,
    body: Buffer.from('abc').toString('base64'),
    bodyIsWhole: true,
  });
  await waitFor(() => logged.length === 1);
  expect(logged[0]).toMatchObject({
    wafResponseCode: 'WAF_ALLOW',
    webaclArn: webAclArn,
    'waf.status': 200,
    'waf.error': null,
  });
});

test('what it blocks is 403 Forbidden, before anybody asks who calls', async () => {
  answer = (response) => void response.end(block);
  await system.deploy(api, guarded);
  const { status, body, headers } = await system.call('/dev/key');
  expect({ status, body }).toEqual({ status: 403, body: '{"message":"Forbidden"}' });
  expect(headers['x-amzn-errortype']).toBe('ForbiddenException');
  expect(headers['x-tollgate-reason']).toBe('waf.blocked');
  await waitFor(() => logged.length === 1);
  expect(logged[0]).toMatchObject({ wafResponseCode: 'WAF_BLOCK', 'waf.status': 403 });
});

test('a stage without a web ACL asks nobody', async () => {
  const before = asked();
  await system.deploy(api);
  expect((await system.call('/dev/mock')).status).toBe(200);
  expect(asked()).toBe(before);
  await waitFor(() => logged.length === 1);
  expect(logged[0]).toEqual(Object.fromEntries(names.map((name) => [name, null])));
});

describe('bodies', () => {
  beforeAll(async () => {
    const proxy = method(http('HTTP_PROXY', `${backend.origin}/`));
    await system.deploy(snapshot({ '/proxy': { ANY: proxy } }), guarded);
  });

  test.each([
    ['none', 0],
    ['short', 5],
    ['as long as is inspected', 8192],
    ['longer', 8193],
    ['long', 3_000_000],
  ])('%s: %i bytes are inspected at the beginning, and reach the backend whole', async (_, bytes) => {
    const body = Buffer.alloc(bytes, 'abcdefghij');
    const framings: Record<string, string>[] = [
      { 'content-length': String(bytes) },
      { 'transfer-encoding': 'chunked' },
    ];
    for (const headers of framings) {
      const response = await system.call('/dev/proxy', { method: 'POST', body, headers });
      expect(response).toMatchObject({ status: 200, body: String(bytes) });
      expect(backend.seen.at(-1)!.bytes.equals(body)).toBe(true);
      const question = lastQuestion();
      expect(Buffer.from(question.body, 'base64').equals(body.subarray(0, 8192))).toBe(true);
      expect(question.bodyIsWhole).toBe(bytes <= 8192);
    }
  });
});

describe('a web ACL that is away', () => {
  beforeAll(async () => {
    await system.deploy(api, guarded);
    await passing.deploy(api, guarded);
  });

  const aways: [what: string, answer: (response: ServerResponse) => void][] = [
    ['says an error', (response) => void response.writeHead(500).end(allow)],
    ['redirects', (response) => void response.writeHead(302, { location: '/' }).end(allow)],
    ['says nothing', (response) => void response.end()],
    ['says what is no JSON', (response) => void response.end('ALLOW')],
    ['says null', (response) => void response.end('null')],
    ['says another action', (response) => void response.end('{"action":"allow"}')],
    ['says too much', (response) => void response.end(allow + ' '.repeat(20_000))],
    ['breaks off', (response) => void response.socket!.destroy()],
    ['takes too long', () => undefined],
  ];

  test.each(aways)('one that %s: refused, or passed where the operator says so', async (_, badly) => {
    answer = badly;
    const { status, headers } = await system.call('/dev/mock');
    expect({ status, reason: headers['x-tollgate-reason'] }).toEqual({ status: 500, reason: 'waf.away' });
    expect((await passing.call('/dev/mock')).status).toBe(200);
    await waitFor(() => logged.length === 2);
    for (const line of logged) expect(line).toMatchObject({ wafResponseCode: null, 'waf.status': 500 });
  });

  test('a gateway that was never told whom to ask refuses', async () => {
    const lonely = await startTestSystem();
    await lonely.deploy(api, guarded);
    const { status, headers } = await lonely.call('/dev/mock');
    expect({ status, reason: headers['x-tollgate-reason'] }).toEqual({ status: 500, reason: 'waf.away' });
    await lonely.stop();
  });
});

test('no more questions run at a time than may', async () => {
  await system.deploy(api, guarded);
  const waiting: ServerResponse[] = [];
  answer = (response) => void waiting.push(response);
  const calls = Array.from({ length: callsMax * 2 }, () => system.call('/dev/mock'));
  await waitFor(() => waiting.length === callsMax);
  for (let answered = 0; answered < callsMax * 2; answered++) {
    await waitFor(() => waiting.length > answered);
    expect(waiting.length - answered).toBeLessThanOrEqual(callsMax);
    waiting[answered]!.end(allow);
  }
  for (const { status } of await Promise.all(calls)) expect([200, 500]).toContain(status);
});

test('callers of HTTP/2 are asked about as well', async () => {
  await system.deploy(api, guarded);
  answer = (response) => void response.end(block);
  const session = connect(`https://localhost:${system.gateway.httpsPort}`, { rejectUnauthorized: false });
  const stream = session.request({
    ':method': 'POST',
    ':path': '/dev/mock',
    ':authority': `${apiId}.execute-api.localhost`,
  });
  stream.end(Buffer.alloc(100_000));
  const status = await new Promise((resolve) =>
    stream.on('response', (headers) => resolve(headers[':status'])),
  );
  expect(status).toBe(403);
  expect(lastQuestion()).toMatchObject({ isTls: true, bodyIsWhole: false, target: '/dev/mock' });
  session.destroy();
});

test('answers are counted', async () => {
  const response = await fetch(`http://127.0.0.1:${system.gateway.adminPort}/_tollgate/metrics`);
  expect(await response.text()).toMatch(/tollgate_web_acl_answers_total\{[^}]*answer="block"[^}]*\} [1-9]/);
});
