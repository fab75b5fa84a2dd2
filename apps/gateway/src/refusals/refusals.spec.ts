import { connect } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import type { Logger, LogFields } from '#libs/telemetry';
import { parseUriTemplate } from '#libs/mapping-templates';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import {
  apiId,
  awsService,
  http,
  lambda,
  mapping,
  method,
  mock,
  mockMethod,
  integrationResponse,
  snapshot,
  templatesOf,
} from '../testing/documents.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../testing/test-gateway.js';
import type { ReasonCode } from './reason-code.js';

// Every response that the gateway makes itself has a request id, and a line with its reason by that id in the
// operator's log.
let system: TestSystem;
let backend: TestBackend;
let respondWith: (response: ServerResponse) => void;
const lines: LogFields[] = [];
const log: Logger = {
  ...silentLogger,
  info: (message, fields) => void (message === 'a request was refused' && lines.push(fields ?? {})),
  debug: (message, fields) => void (message === 'a request was refused' && lines.push(fields ?? {})),
  child: () => log,
};

beforeAll(async () => {
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem({
    log,
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }),
  });
  const to = (change = {}) => ({ ANY: method(http('HTTP', `${backend.origin}/b`, change)) });
  const proxy = (uri: string, change = {}) => ({ ANY: method(http('HTTP_PROXY', uri, change)) });
  const fn = (type: 'LAMBDA' | 'LAMBDA_PROXY', change = {}) => ({
    ANY: method(lambda(type, 'arn:aws:lambda:us-east-1:000000000000:function:f', change)),
  });
  const uri = (text: string) => {
    const parsed = parseUriTemplate(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return parsed.template;
  };
  const json = (text: string) => templatesOf({ 'application/json': text });
  await system.deploy(
    snapshot(
      {
        '/mock': { GET: mockMethod('ok') },
        '/key': { GET: mockMethod('ok', { apiKeyRequired: true }) },
        '/checked': {
          ANY: mockMethod('ok', {
            requestChecks: {
              requiredParameters: [{ location: 'querystring', name: 'q' }],
              bodyModels: { 'application/json': 'Pet' },
            },
          }),
        },
        '/no-status': { GET: method(mock({ 'application/json': 'nothing' })) },
        '/never': to({ requestTemplates: json('a'), passthroughBehavior: 'NEVER' }),
        '/template': to({
          requestTemplates: json('#foreach($a in [1..2000])#foreach($b in [1..2000])$a#end#end'),
        }),
        '/binary': to({ requestTemplates: json('a'), contentHandling: 'CONVERT_TO_BINARY' }),
        '/base64': to({ contentHandling: 'CONVERT_TO_BINARY' }),
        '/header': to({ parameters: [mapping('header', 'Content-Length', "'5'")] }),
        '/uri': proxy('http://${stageVariables.nothing}/v'),
        '/slow': proxy(`${backend.origin}/b`, { timeoutMs: 50 }),
        '/unreachable': proxy('http://127.0.0.1:9/'),
        '/proxy': proxy(`${backend.origin}/b`),
        '/unmatched': to({ responses: [integrationResponse('200', '299')] }),
        '/pattern': to({ responses: [integrationResponse('200', '(')] }),
        '/undeclared': to({ responses: [integrationResponse('201')] }),
        '/vpc-link': proxy(`${backend.origin}/b`, { vpcLinkId: uri('nolink') }),
        '/role': {
          ANY: method(
            awsService('sns:action/Publish', { credentials: uri('arn:aws:iam::000000000000:user/*') }),
          ),
        },
        '/fn': fn('LAMBDA_PROXY'),
        '/fn-get': fn('LAMBDA_PROXY', { httpMethod: 'GET' }),
      },
      { formatVersion: 3, models: { Pet: { type: 'object', required: ['name'] } } },
    ),
  );
  await system.deploy(snapshot({ '/': { GET: mockMethod('ok') } }, { disableExecuteApiEndpoint: true }), {
    stageName: 'disabled',
  });
});
beforeEach(() => {
  respondWith = (response) => response.writeHead(200).end('{}');
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const post = (body: string | Buffer, contentType = 'application/json', more = {}): CallOptions => ({
  method: 'POST',
  body,
  headers: { 'content-type': contentType, ...more },
});
const reply =
  (...[status, headers, body]: [number, Record<string, string>, string]) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body);
const nothing = () => undefined;

test.each<[ReasonCode, number, string, CallOptions, ((response: ServerResponse) => void) | null]>([
  ['endpoint.no_api', 403, '/dev/mock', { host: 'elsewhere' }, null],
  ['endpoint.no_stage', 403, '/other/mock', {}, null],
  ['endpoint.other_region', 403, '/dev/mock', { host: `${apiId}.execute-api.eu-west-1.localhost` }, null],
  ['endpoint.disabled', 403, '/disabled/', {}, null],
  ['route.missing', 403, '/dev/nothing', {}, null],
  ['key.missing', 403, '/dev/key', {}, null],
  ['key.invalid', 403, '/dev/key', { headers: { 'x-api-key': 'unknown' } }, null],
  ['request.content_coding', 415, '/dev/base64', post('x', 'text/plain', { 'content-encoding': 'br' }), null],
  [
    'request.body_too_large',
    413,
    '/dev/base64',
    post(gzipSync(Buffer.alloc(11 * 1024 * 1024)), 'text/plain', { 'content-encoding': 'gzip' }),
    null,
  ],
  ['request.parameters', 400, '/dev/checked', {}, null],
  ['request.body_invalid', 400, '/dev/checked?q=1', post('{}'), null],
  ['request.media_type', 415, '/dev/never', post('x', 'text/plain'), null],
  ['mapping.template', 500, '/dev/template', {}, null],
  ['mapping.binary_template', 500, '/dev/binary', post('e30='), null],
  ['mapping.base64', 500, '/dev/base64', post('{}'), null],
  ['mapping.header', 500, '/dev/header', {}, null],
  ['mapping.uri', 500, '/dev/uri', {}, null],
  ['mapping.mock_status', 500, '/dev/no-status', {}, null],
  ['integration.setting', 500, '/dev/fn-get', {}, null],
  ['integration.role', 500, '/dev/role', {}, null],
  ['integration.vpc_link', 500, '/dev/vpc-link', {}, null],
  ['integration.timeout', 504, '/dev/slow', {}, nothing],
  ['integration.unreachable', 500, '/dev/unreachable', {}, null],
  ['integration.bad_answer', 502, '/dev/proxy', {}, (response) => response.destroy()],
  ['integration.refused', 500, '/dev/fn', {}, reply(403, {}, '{}')],
  ['function.error', 502, '/dev/fn', {}, reply(200, { 'x-amz-function-error': 'Unhandled' }, '{}')],
  ['function.answer', 502, '/dev/fn', {}, reply(200, {}, '"text"')],
  ['response.pattern', 500, '/dev/pattern', {}, null],
  ['response.unmatched', 500, '/dev/unmatched', {}, null],
  ['response.undeclared', 500, '/dev/undeclared', {}, null],
])('%s: a %i, whose request id leads to the reason', async (code, status, path, options, handler) => {
  if (handler) respondWith = handler;
  const response = await system.call(path, options);
  expect(response.status).toBe(status);
  const requestId = response.headers['x-amzn-requestid'];
  expect(lines.filter((line) => line['requestId'] === requestId)).toEqual([
    expect.objectContaining({ code, status, detail: expect.any(String) as string }),
  ]);
});

test.each<[ReasonCode, number, string]>([
  ['request.malformed', 400, 'GET / HTTP/1.1\r\nHost a\r\n\r\n'],
  ['request.host', 400, 'GET / HTTP/1.1\r\n\r\n'],
  ['request.target', 400, 'GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['request.dot_segment', 400, 'GET /../a HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['request.expectation', 417, 'GET / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n'],
  [
    'request.transfer_coding',
    501,
    'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
  ],
  ['request.version', 505, 'GET / HTTP/2.0\r\nHost: a\r\n\r\n'],
  ['request.url_too_long', 414, `GET /${'a'.repeat(10_240)} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ['request.headers_too_large', 431, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(30_000)}\r\n\r\n`],
  ['request.length_too_large', 413, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n'],
])('%s: a %i of the listener has both, too', async (code, status, bytes) => {
  const socket = connect(system.gateway.httpPort, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.write(bytes);
  await once(socket, 'close');
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  const requestId = /\r\nx-amzn-RequestId: (\S+)/i.exec(text)?.[1];
  expect(lines.filter((line) => line['requestId'] === requestId)).toEqual([
    expect.objectContaining({ code, status }),
  ]);
});

describe('request.caller_gone: a line, although nobody reads the response', () => {
  const head = (method: string, path: string, more = '') =>
    `${method} /dev/${path} HTTP/1.1\r\nHost: ${apiId}.execute-api.localhost\r\n${more}\r\n`;
  const goneLines = (method: string) =>
    lines.filter((line) => line['code'] === 'request.caller_gone' && line['method'] === method);

  test.each([
    ['inside a body that is read', 'checked?q=1', 'ANY /checked'],
    ['inside a body that is streamed', 'proxy', 'ANY /proxy'],
  ])('%s', async (_, path, method) => {
    const caller = connect(system.gateway.httpPort, '127.0.0.1');
    caller.on('error', () => undefined);
    caller.write(head('POST', path, 'Content-Length: 100\r\n') + '{"some":');
    await once(caller, 'connect');
    // One that came behind it is answered: this one has been taken up.
    await system.call('/dev/mock');
    caller.resetAndDestroy();
    await waitFor(() => goneLines(method).length > 0);
    expect(goneLines(method)).toEqual([
      expect.objectContaining({
        apiId,
        stage: 'dev',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      }),
    ]);
  });

  test('while a backend has it wait', async () => {
    let asked = false;
    respondWith = () => (asked = true);
    const caller = connect(system.gateway.httpPort, '127.0.0.1');
    caller.write(head('GET', 'unmatched'));
    await waitFor(() => asked);
    caller.destroy();
    await waitFor(() => goneLines('ANY /unmatched').length > 0);
    expect(goneLines('ANY /unmatched')).toHaveLength(1);
  });
});

test('a line names the API, its stage and the method that was found', async () => {
  const response = await system.call('/dev/key');
  expect(lines.find(({ requestId }) => requestId === response.headers['x-amzn-requestid'])).toEqual({
    code: 'key.missing',
    requestId: response.headers['x-amzn-requestid'],
    status: 403,
    detail: 'no x-api-key header',
    apiId,
    stage: 'dev',
    method: 'GET /key',
  });
});

test('what succeeds is no line', async () => {
  const before = lines.length;
  expect((await system.call('/dev/mock')).status).toBe(200);
  expect(lines.length).toBe(before);
});

test("the gateway's own pages have a request id as well", async () => {
  const response = await system.call('/_tollgate/health', { host: 'localhost' });
  expect(response).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  expect(response.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
});

test('no line holds what a caller sent in a header or a body, or what a function threw', async () => {
  const secret = 'SECRET-7f3a';
  const headers = { authorization: secret, cookie: secret, 'x-mine': secret };
  const thrown = JSON.stringify({ errorMessage: secret, stackTrace: [secret] });
  respondWith = reply(200, { 'x-amz-function-error': 'Unhandled' }, thrown);
  const paths = [
    '/dev/checked?q=1',
    '/dev/checked',
    '/dev/never',
    '/dev/template',
    '/dev/binary',
    '/dev/base64',
  ];
  const more = ['/dev/fn', '/dev/unmatched', '/dev/undeclared', '/dev/no-status', '/dev/unreachable'];
  const before = lines.length;
  for (const path of [...paths, ...more]) {
    for (const type of ['application/json', 'text/plain']) {
      await system.call(path, post(`${secret} {`, type, headers));
    }
  }
  await system.call('/dev/key', { headers: { ...headers, 'x-api-key': secret } });
  expect(lines.length).toBeGreaterThan(before);
  expect(JSON.stringify(lines)).not.toContain(secret);
});
