import { createHash } from 'node:crypto';
import { connect } from 'node:http2';
import { readLogBlock, readLogEvents } from '#libs/log-events';
import type { UsagePlanDocument } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { domainDocument, domainName, mappingTo, publishDomain } from '../testing/custom-domains.js';
import { httpApiId, httpHost, httpProxy, httpSnapshot, httpStage, uriOf } from '../testing/http-documents.js';
import { startTestSystem, type CallOptions, type TestSystem } from '../testing/test-gateway.js';

// What HTTP APIs have by REST's own code: keys, plans, models, throttles, logs, domains, VPC links, HTTP/2.
let system: TestSystem;
let backend: TestBackend;
const keyValue = 'a-key-of-twenty-chars';
const listenerArn = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/orders/50dc/f2f7';
const owner = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1' };
const call = (path: string, options: CallOptions = {}) => system.call(path, { host: httpHost, ...options });
const seen = () => backend.seen.at(-1)!;

beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem({
    vpcLinkTargets: new Map([[listenerArn, [{ host: '127.0.0.1', port: String(backend.port) }]]]),
  });
  const keyDigest = createHash('sha256').update(keyValue).digest('hex');
  const key = { ...owner, keyId: 'key0000001', enabled: true, usagePlanIds: ['plan01'] };
  system.controlPlane.publish('api-key', keyDigest, key);
  const plan: UsagePlanDocument = {
    ...owner,
    usagePlanId: 'plan01',
    throttle: null,
    quota: null,
    apiStages: {
      [`${httpApiId}/$default`]: { methodThrottles: { 'GET /planned': { ratePerSecond: 0, burst: 0 } } },
    },
  };
  system.controlPlane.publish('usage-plan', 'plan01', plan);
  const integration = httpProxy(backend.origin);
  const linked = httpProxy(backend.origin, {
    backend: { kind: 'vpcLink', vpcLinkId: uriOf('link01'), targetArn: uriOf(listenerArn) },
  });
  const document = httpSnapshot(
    {
      'GET /open': integration,
      'GET /keyed': { integration, apiKeyRequired: true },
      'GET /planned': { integration, apiKeyRequired: true },
      'POST /pets': {
        integration,
        requestChecks: { requiredParameters: [], bodyModels: { 'application/json': 'Pet' } },
      },
      'GET /slow': integration,
      'ANY /linked/{proxy+}': linked,
    },
    { models: { Pet: { type: 'object', required: ['name'] } } },
  );
  const destinationArn = 'arn:aws:logs:us-east-1:000000000000:log-group:http';
  const format = JSON.stringify({
    id: '$context.requestId',
    extended: '$context.extendedRequestId',
    route: '$context.routeKey',
    path: '$context.path',
    stage: '$context.stage',
    bytes: '$context.dataProcessed',
    error: '$context.error.message',
    status: '$context.status',
  });
  const observability = { apiName: 'shop', accessLog: { destinationArn, format } };
  const methodThrottles = { 'GET /slow': { ratePerSecond: 0, burst: 0 } };
  await system.deploy(document, httpStage({ methodThrottles, observability }));
  await system.deploy(document, httpStage({ stageName: 'dev' }));
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

test('a route may require an API key of a usage plan of its stage, whose throttles name routes', async () => {
  const forbidden = { status: 403, body: '{"message":"Forbidden"}' };
  const headers = { 'x-api-key': keyValue };
  expect(await call('/keyed')).toMatchObject(forbidden);
  expect(await call('/keyed', { headers: { 'x-api-key': 'another' } })).toMatchObject(forbidden);
  expect((await call('/keyed', { headers })).status).toBe(200);
  expect(await call('/dev/keyed', { headers })).toMatchObject(forbidden);
  expect(await call('/planned', { headers })).toMatchObject({
    status: 429,
    body: '{"message":"Too Many Requests"}',
  });
  // AWS has no keys here: where none is asked for, one decides nothing.
  expect((await call('/open', { headers: { 'x-api-key': 'another' } })).status).toBe(200);
});

test('a route’s model checks its body', async () => {
  const post = (body: string) =>
    call('/pets', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  expect((await post('{"name":"rex"}')).status).toBe(200);
  expect(await post('{}')).toMatchObject({ status: 400, body: '{"message":"Invalid request body"}' });
});

test('throttles of a stage name routes', async () => {
  expect(await call('/slow')).toMatchObject({ status: 429, body: '{"message":"Too Many Requests"}' });
  expect((await call('/dev/slow')).status).toBe(200);
});

test('the access log has the route, the path and the one id, also of refusals', async () => {
  const lines = (): Record<string, unknown>[] =>
    system.controlPlane.observed('logs').flatMap((block) => {
      const read = readLogBlock(block);
      if ('refused' in read) throw new Error(read.refused);
      return read.sections.flatMap(({ body }) =>
        readLogEvents(body)!.map(({ message }) => JSON.parse(message) as Record<string, unknown>),
      );
    });
  const lineOf = (id: unknown) =>
    waitFor(() => lines().find((line) => line['id'] === id), { describe: 'the line of the request' });
  const id = (await call('/open?a=1')).headers['apigw-requestid'];
  expect(await lineOf(id)).toEqual({
    id,
    extended: id,
    route: 'GET /open',
    path: '/open',
    stage: '$default',
    bytes: '11',
    error: '-',
    status: '200',
  });
  const refused = (await call('/nowhere')).headers['apigw-requestid'];
  expect(await lineOf(refused)).toMatchObject({
    route: '-',
    path: '/nowhere',
    error: 'Not Found',
    status: '404',
  });
});

test('a custom domain leads to a stage of an HTTP API, with the path behind its mapping', async () => {
  const mappings = [mappingTo('shop/v1', httpApiId, '$default'), mappingTo('dev', httpApiId, 'dev')];
  await publishDomain(system, domainDocument({ mappings }));
  for (const path of ['/shop/v1/open?a=1', '/dev/open?a=1']) {
    expect((await system.call(path, { host: domainName })).status).toBe(200);
    expect(seen().url).toBe('/?a=1');
  }
  expect(await system.call('/shop/v1/dev/open', { host: domainName })).toMatchObject({
    status: 404,
    body: '{"message":"Not Found"}',
  });
});

test('a VPC link leads to what the gateway’s settings say, by the path that was called with its stage', async () => {
  expect((await call('/linked/a?b=c')).status).toBe(200);
  expect(seen()).toMatchObject({ url: '/linked/a?b=c', headers: { host: 'orders' } });
  await call('/dev/linked/a');
  expect(seen().url).toBe('/dev/linked/a');
});

test('over HTTP/2 it is the same API', async () => {
  const session = connect(`https://127.0.0.1:${system.gateway.httpsPort}`, { rejectUnauthorized: false });
  try {
    const stream = session.request({ ':path': '/open', ':authority': httpHost });
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      stream.on('response', resolve);
      stream.on('error', reject);
    });
    expect(headers).toMatchObject({ ':status': 200 });
    expect(headers['apigw-requestid']).toMatch(/=$/);
    expect(headers['x-amzn-requestid']).toBeUndefined();
    stream.resume();
  } finally {
    session.destroy();
  }
});
