import { CreateDeploymentCommand, GetRestApiCommand } from '@aws-sdk/client-api-gateway';
import { startTestCollector, waitFor, type CollectedSpan, type TestCollector } from '#libs/testing';
import { createApi, createResource, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// One trace through all processes: a deployment from its call over the queue to the publishing, and a request
// to what it has published.
let tollgate: Installation;
let collector: TestCollector;
let restApiId: string;

beforeAll(async () => {
  collector = await startTestCollector();
  tollgate = await startInstallation({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=of%20mine',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    },
  });
  const { client } = tollgate;
  const api = await createApi(client, 'traced');
  restApiId = api.restApiId;
  const resourceId = await createResource(client, restApiId, api.rootId, 'pets');
  await putMockMethod(client, { restApiId, resourceId, body: 'in' });
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
}, 180_000);
afterAll(async () => {
  await tollgate?.close();
  await collector?.close();
});

const named = (name: string, traceId?: string): Promise<CollectedSpan> =>
  waitFor(
    () => collector.spans().find((span) => span.name === name && (!traceId || span.traceId === traceId)),
    { describe: `a span ${name} is here` },
  );

test('a deployment is one trace from its call to what is published', async () => {
  const call = await named('apigateway/CreateDeployment');
  expect(call).toMatchObject({
    kind: 2,
    status: {},
    resource: {
      'service.name': 'tollgate-control-plane',
      'deployment.environment.name': 'test',
    },
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/restapis/{restapi_id}/deployments',
      'http.response.status_code': 201,
      'rpc.system': 'aws-api',
      'rpc.service': 'apigateway',
      'rpc.method': 'CreateDeployment',
    },
  });
  expect(call).not.toHaveProperty('parentSpanId');
  const rollout = await named('await rollout', call.traceId);
  expect(rollout.parentSpanId).toBe(call.spanId);
  const sent = await named('send publish-rest-api', call.traceId);
  expect(sent).toMatchObject({ kind: 4, parentSpanId: rollout.spanId });
  const processed = await named('process publish-rest-api', call.traceId);
  expect(processed).toMatchObject({
    kind: 5,
    parentSpanId: sent.spanId,
    status: {},
    resource: { 'service.name': 'tollgate-compiler-worker' },
    attributes: { 'messaging.system': 'bullmq', 'messaging.destination.name': 'publish-rest-api' },
  });
  for (const part of ['compile', 'publish']) {
    expect((await named(part, call.traceId)).parentSpanId).toBe(processed.spanId);
  }
});

test('calls that fail have their operation’s name, and those of a caller are in its trace', async () => {
  const missing = tollgate.client.send(new GetRestApiCommand({ restApiId: 'nothing' }));
  await expect(missing).rejects.toThrow();
  expect(await named('apigateway/GetRestApi')).toMatchObject({
    status: {},
    attributes: { 'http.response.status_code': 404 },
  });
  const unsigned = await fetch(`${tollgate.controlPlaneUrl}/account`, {
    headers: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
  });
  expect(unsigned.status).toBe(403);
  expect(await named('apigateway/GetAccount')).toMatchObject({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    parentSpanId: '00f067aa0ba902b7',
    attributes: { 'http.response.status_code': 403 },
  });
  await tollgate.signedCall('GET', '/_tollgate/v1/denied-identities');
  await named('GET /_tollgate/v1/denied-identities');
});

test('a request is in the trace of its caller', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const { status } = await tollgate.invoke(restApiId, '/dev/pets', {
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  });
  expect(status).toBe(200);
  expect(await named('GET /dev/pets', traceId)).toMatchObject({
    resource: { 'service.name': 'tollgate-gateway' },
  });
});

test('what gateways ask for all the time is no span, and nothing says a secret', () => {
  const names = new Set(collector.spans().map(({ name }) => name));
  expect([...names].filter((name) => /_tollgate/.test(name))).toEqual([
    'GET /_tollgate/v1/denied-identities',
  ]);
  const text = collector.requests.map((request) => request.text).join('');
  expect(text).not.toContain('AWS4-HMAC-SHA256');
  expect(text).not.toContain('of mine');
  expect(collector.requests.every(({ headers }) => headers['x-collector-key'] === 'of mine')).toBe(true);
});
