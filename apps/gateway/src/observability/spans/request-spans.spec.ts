import type { ServerResponse } from 'node:http';
import type { CollectedSpan, TestCollector } from '#libs/testing';
import { startTestCollector, waitFor } from '#libs/testing';
import { awsOf } from '../../testing/aws-of.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { apiId, http, lambda, method, mockMethod, snapshot } from '../../testing/documents.js';
import { allow, everything, guardedApi } from '../../testing/guarded-api.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';

// What a collector is told of requests: over sockets, from the caller to the collector.
let system: TestSystem;
let backend: TestBackend;
let collector: TestCollector;
let respondWith: (response: ServerResponse) => void;

const traces = (endpoint: string) => ({
  otlpEndpoint: endpoint,
  otlpTracesEndpoint: undefined,
  otlpHeaders: {},
  otlpTimeoutMs: 5_000,
  otelServiceName: undefined,
  otelResourceAttributes: {},
});
const server = 2;
const client = 3;

beforeAll(async () => {
  collector = await startTestCollector();
  backend = await startBackend((_, response) => respondWith(response));
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }),
    traces: traces(collector.url),
  });
  const own = snapshot({
    '/mock/{id}': { GET: mockMethod('a text') },
    '/proxy/{id}': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b?key=secret`)) },
    '/mapped': { ANY: method(http('HTTP', `${backend.origin}/b`)) },
    '/nobody': { ANY: method(http('HTTP_PROXY', 'http://127.0.0.1:1/')) },
    '/function': { ANY: method(lambda('LAMBDA_PROXY', 'arn:aws:lambda:us-east-1:000000000000:function:f')) },
    '/key': { GET: mockMethod('', { apiKeyRequired: true }) },
  });
  await system.deploy(own);
  await system.deploy(guardedApi(), { stageName: 'guarded' });
  await system.deploy(own, { stageName: 'active', observability: { apiName: 'Pets', tracingEnabled: true } });
});
beforeEach(() => {
  respondWith = (response) => response.end('from the backend');
});
afterAll(async () => {
  await system.stop();
  await backend.close();
  await collector.close();
});

const hex = (digits: number) =>
  Array.from({ length: digits }, () => Math.floor(Math.random() * 16).toString(16)).join('');
/** A caller's trace, which nobody else has. */
function callerTrace(flags = '01') {
  const traceId = `1${hex(31)}`;
  const spanId = `1${hex(15)}`;
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-${flags}` } };
}

async function spansOf(traceId: string, count: number): Promise<CollectedSpan[]> {
  const its = () => collector.spans().filter((span) => span.traceId === traceId);
  await waitFor(() => its().length >= count, { describe: `${count} spans of the trace are here` });
  expect(its()).toHaveLength(count);
  return its();
}

test('a request and its integration are two spans in the trace of the caller, and the backend is below ours', async () => {
  const { traceId, spanId, headers } = callerTrace('03');
  const response = await system.call('/dev/proxy/7?token=secret', {
    method: 'POST',
    body: '12345',
    headers: { ...headers, tracestate: 'a=1,b=2', 'user-agent': 'test/1', authorization: 'secret' },
  });
  const [request, integration] = await spansOf(traceId, 2);
  expect(request).toMatchObject({
    parentSpanId: spanId,
    traceState: 'a=1,b=2',
    name: 'POST /dev/proxy/{id}',
    kind: server,
    status: {},
    resource: { 'service.name': 'tollgate-gateway', 'service.instance.id': system.gateway.gatewayId },
  });
  expect(request!.attributes).toEqual({
    'http.request.method': 'POST',
    'url.scheme': 'http',
    'url.path': '/dev/proxy/7',
    'http.route': '/dev/proxy/{id}',
    'http.response.status_code': 200,
    'http.request.body.size': 5,
    'http.response.body.size': 16,
    'server.address': `${apiId}.execute-api.localhost`,
    'server.port': system.gateway.httpPort,
    'client.address': '127.0.0.1',
    'network.protocol.version': '1.1',
    'user_agent.original': 'test/1',
    'aws.request_id': response.headers['x-amzn-requestid'],
    'aws.extended_request_id': response.headers['x-amz-apigw-id'],
    'aws.api_gateway.rest_api_id': apiId,
    'aws.api_gateway.stage': 'dev',
    'aws.api_gateway.account_id': '000000000000',
    'tollgate.deployment_id': expect.any(String) as string,
  });
  expect(integration).toMatchObject({
    parentSpanId: request!.spanId,
    name: 'POST',
    kind: client,
    status: {},
  });
  expect(integration!.attributes).toEqual({
    'http.request.method': 'POST',
    'url.full': `${backend.origin}/b`,
    'server.address': '127.0.0.1',
    'server.port': backend.port,
    'http.response.status_code': 200,
  });
  const times = [request!, integration!].flatMap((span) => [span.startTimeUnixNano, span.endTimeUnixNano]);
  expect(times.every((time) => /^\d{19}$/.test(time))).toBe(true);
  // Once each, ours, and no longer the caller's.
  expect(backend.seen.at(-1)!.headers).toMatchObject({
    traceparent: `00-${traceId}-${integration!.spanId}-03`,
    tracestate: 'a=1,b=2',
    'x-amzn-trace-id': `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${integration!.spanId};Sampled=1`,
  });
  expect(collector.requests.map(({ text }) => text).join('')).not.toContain('secret');
});

test('a trace of X-Ray is one, too, and its digits are those of the spans', async () => {
  respondWith = (response) => response.end('{"statusCode":200}');
  const root = `1-6ad0ffff-${hex(24)}`;
  const sent = `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a:0`;
  const { headers } = await system.call('/dev/function', { headers: { 'x-amzn-trace-id': sent } });
  const [request, integration] = await spansOf(root.slice(2).replace('-', ''), 2);
  expect(request!.parentSpanId).toBe('53995c3f42cd8ad8');
  expect(backend.seen.at(-1)!.headers['x-amzn-trace-id']).toBe(
    `Root=${root};Parent=${integration!.spanId};Sampled=1;Lineage=1:a:0`,
  );
  // What goes back to callers is as recorded.
  expect(headers['x-amzn-trace-id']).toBe(sent);
});

test('a function’s event carries on the trace', async () => {
  respondWith = (response) => response.end('{"statusCode":200}');
  const { traceId, headers } = callerTrace();
  await system.call('/dev/function', { headers });
  const [, integration] = await spansOf(traceId, 2);
  const event = JSON.parse(backend.seen.at(-1)!.body) as { headers: Record<string, string> };
  expect(event.headers['traceparent']).toBe(`00-${traceId}-${integration!.spanId}-01`);
});

test.each(['mapped', 'proxy/1'])('two traces at once stay two: ours is W3C’s (%s)', async (path) => {
  const { traceId, headers } = callerTrace();
  const xray = `Root=1-6ad0ffff-${hex(24)};Parent=53995c3f42cd8ad8;Sampled=0`;
  await system.call(`/dev/${path}`, { headers: { ...headers, 'x-amzn-trace-id': xray } });
  const [, integration] = await spansOf(traceId, 2);
  expect(backend.seen.at(-1)!.headers).toMatchObject({
    traceparent: `00-${traceId}-${integration!.spanId}-01`,
    'x-amzn-trace-id': xray,
  });
});

test('a MOCK is one span, and so is what a gateway refuses', async () => {
  const mocked = callerTrace();
  await system.call('/dev/mock/1', mocked);
  expect(await spansOf(mocked.traceId, 1)).toMatchObject([{ name: 'GET /dev/mock/{id}' }]);
  const refused = callerTrace();
  await system.call('/dev/key', refused);
  const [span] = await spansOf(refused.traceId, 1);
  expect(span).toMatchObject({
    status: {},
    attributes: { 'http.response.status_code': 403, 'tollgate.refusal': 'key.missing' },
  });
  expect(span!.attributes).not.toHaveProperty('error.type');
  const unknown = callerTrace();
  await system.call('/dev/nothing/here', { ...unknown, method: 'PURGE' });
  expect(await spansOf(unknown.traceId, 1)).toMatchObject([
    {
      name: 'HTTP',
      attributes: { 'http.request.method': '_OTHER', 'http.request.method_original': 'PURGE' },
    },
  ]);
});

test('failures are errors of the integration and, above 499, of the request', async () => {
  const dead = callerTrace();
  await system.call('/dev/nobody', dead);
  expect(await spansOf(dead.traceId, 2)).toMatchObject([
    { status: { code: 2 }, attributes: { 'http.response.status_code': 500 } },
    { status: { code: 2 }, attributes: { 'error.type': expect.stringMatching(/^integration\./) as string } },
  ]);
  respondWith = (response) => response.writeHead(404).end();
  const missing = callerTrace();
  await system.call('/dev/proxy/1', missing);
  expect(await spansOf(missing.traceId, 2)).toMatchObject([
    { status: {}, attributes: { 'http.response.status_code': 404 } },
    { status: { code: 2 }, attributes: { 'http.response.status_code': 404, 'error.type': '404' } },
  ]);
});

test('an authorizer that is called is a span, under which its function is; one whose result is kept is none', async () => {
  respondWith = (response) => response.end(JSON.stringify(allow(everything)));
  const calling = callerTrace();
  const headers = { ...calling.headers, authorization: 'Bearer secret' };
  await system.call('/guarded/each', { headers });
  const [request, authorizer] = await spansOf(calling.traceId, 2);
  expect(authorizer).toMatchObject({
    parentSpanId: request!.spanId,
    name: 'POST',
    kind: client,
    attributes: { 'tollgate.authorizer_id': 'each', 'http.response.status_code': 200 },
  });
  expect(backend.seen.at(-1)!.headers['x-amzn-trace-id']).toContain(`Parent=${authorizer!.spanId};Sampled=1`);
  const first = callerTrace();
  await system.call('/guarded/kept', { headers: { ...first.headers, authorization: 'one' } });
  expect((await spansOf(first.traceId, 2))[1]).toMatchObject({ name: 'authorize', kind: 1 });
  const second = callerTrace();
  await system.call('/guarded/kept', { headers: { ...second.headers, authorization: 'one' } });
  await spansOf(second.traceId, 1);
});

test('where a caller has decided not to record its trace, no stage records it, and its headers stay as they are', async () => {
  const { traceId, headers } = callerTrace('00');
  for (const stage of ['dev', 'active']) {
    await system.call(`/${stage}/proxy/1`, { headers });
    expect(backend.seen.at(-1)!.headers).toMatchObject(headers);
  }
  const { traceId: last, headers: sampled } = callerTrace();
  await system.call('/dev/mock/1', { headers: sampled });
  await spansOf(last, 1);
  expect(collector.spans().some((span) => span.traceId === traceId)).toBe(false);
});

test('a stage with tracing begins traces by itself, one without does not', async () => {
  await system.call('/dev/proxy/1');
  expect(backend.seen.at(-1)!.headers).not.toHaveProperty('traceparent');
  await system.call('/active/proxy/1');
  const { traceparent, 'x-amzn-trace-id': xray } = backend.seen.at(-1)!.headers;
  const [, traceId = '', spanId = ''] = /^00-(.{32})-(.{16})-01$/.exec(String(traceparent)) ?? [];
  expect(xray).toBe(`Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${spanId};Sampled=1`);
  const [request] = await spansOf(traceId, 2);
  expect(request).not.toHaveProperty('parentSpanId');
  expect(request!.attributes).toMatchObject({
    'tollgate.api_name': 'Pets',
    'aws.api_gateway.stage': 'active',
  });
});

test('a collector that never answers keeps no request waiting, and its spans are counted', async () => {
  const held: ServerResponse[] = [];
  collector.respond((response) => void held.push(response));
  for (let index = 0; index < 5; index++) {
    expect((await system.call('/dev/mock/1', callerTrace())).status).toBe(200);
  }
  await waitFor(() => held.length > 0, { describe: 'the collector was called' });
  expect((await system.call('/dev/mock/1', callerTrace())).status).toBe(200);
  const { spans } = system.gateway.state();
  expect(spans).toMatchObject({ dropped: 0, refused: 0 });
  collector.respond((response) => response.writeHead(200).end('{}'));
  for (const response of held) response.writeHead(200).end('{}');
});
