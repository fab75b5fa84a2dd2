import { waitFor } from '#libs/testing';
import { mock, method, mockMethod, integrationResponse, snapshot } from './testing/documents.js';
import { call, startTestSystem, type TestSystem } from './testing/test-gateway.js';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
  await system.deploy(
    snapshot({
      '/': { GET: mockMethod('{"at":"root"}') },
      '/pets': { GET: mockMethod('{"pets":[]}') },
      '/pets/{id}': {
        GET: mockMethod(
          '{"id":"$input.params(\'id\')","stage":"$context.stage","color":"$stageVariables.color"}',
        ),
      },
      '/keyed': { GET: mockMethod('{}', { apiKeyRequired: true }) },
      '/teapot': {
        ANY: method(
          mock({ 'application/json': '{statusCode: 418}' }, [
            integrationResponse('200'),
            integrationResponse('400', '4\\d{2}'),
          ]),
          {
            methodResponses: { '200': { headers: [] }, '400': { headers: [] } },
          },
        ),
      },
      '/undeclared': { GET: method(mock({}, [integrationResponse('201')])) },
    }),
    { variables: { color: 'blue' } },
  );
});
afterAll(() => system.stop());

test('a deployed MOCK method answers with its template, its ids and a length', async () => {
  const response = await system.call('/dev/pets');
  expect(response).toMatchObject({ status: 200, body: '{"pets":[]}' });
  expect(response.headers).toMatchObject({
    'content-type': 'application/json',
    'content-length': '11',
    'x-amzn-requestid': expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ) as string,
    'x-amz-apigw-id': expect.stringMatching(/^[\w-]{15}=$/) as string,
  });
  expect(response.headers).not.toHaveProperty('x-amzn-trace-id');
});

test('the same API answers below the path form on any host, and with the region in the host', async () => {
  expect((await system.call('/_aws/execute-api/a1b2c3d4e5/dev/', { host: '127.0.0.1' })).json()).toEqual({
    at: 'root',
  });
  const host = 'a1b2c3d4e5.execute-api.us-east-1.localhost:8080';
  expect((await system.call('/dev/pets', { host })).status).toBe(200);
});

test('templates see parameters, context and stage variables', async () => {
  expect((await system.call('/dev/pets/7')).json()).toEqual({ id: '7', stage: 'dev', color: 'blue' });
});

test.each([
  ['an unknown path', '/dev/nothing', {}],
  ['a known path with another method', '/dev/pets', { method: 'POST' }],
])('%s is 403 Missing Authentication Token', async (_, path, options) => {
  const response = await system.call(path, options);
  expect(response).toMatchObject({ status: 403, body: '{"message":"Missing Authentication Token"}' });
  expect(response.headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
});

test.each([
  ['an unknown stage', '/prod/pets', {}],
  ['no stage at all', '/', {}],
  ['an unknown API', '/dev/pets', { host: 'zzzzzzzzzz.execute-api.localhost' }],
  ['another region', '/dev/pets', { host: 'a1b2c3d4e5.execute-api.eu-west-1.localhost' }],
  ['a host that names no API', '/dev/pets', { host: 'example.com' }],
])('%s is 403 Forbidden', async (_, path, options) => {
  const response = await system.call(path, options);
  expect(response).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  expect(response.headers['x-amzn-errortype']).toBe('ForbiddenException');
});

test('a method that requires a key refuses calls without one, and with one that is not known', async () => {
  for (const headers of [{}, { 'x-api-key': '' }, { 'x-api-key': 'unknownunknownunknown' }] as Record<
    string,
    string
  >[]) {
    expect(await system.call('/dev/keyed', { headers })).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
  }
});

test('the status of a MOCK template selects the integration response by its whole text', async () => {
  expect((await system.call('/dev/teapot', { method: 'DELETE' })).status).toBe(400);
});

test('a status without a method response is a 500', async () => {
  expect(await system.call('/dev/undeclared')).toMatchObject({
    status: 500,
    body: '{"message": "Internal server error"}',
  });
});

test('HEAD has the headers of a response and no body', async () => {
  await system.deploy(snapshot({ '/pets': { ANY: mockMethod('{"pets":[]}') } }), { stageName: 'head' });
  const response = await system.call('/head/pets', { method: 'HEAD' });
  expect(response).toMatchObject({ status: 200, body: '' });
  expect(response.headers['content-length']).toBe('11');
});

test('an API whose default endpoint is disabled is forbidden', async () => {
  await system.deploy(snapshot({ '/': { GET: mockMethod('{}') } }, { disableExecuteApiEndpoint: true }), {
    stageName: 'closed',
  });
  expect(await system.call('/closed/')).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
});

test('customised gateway responses answer rejections of their API', async () => {
  await system.deploy(
    snapshot(
      { '/': { GET: mockMethod('{}') } },
      {
        gatewayResponses: {
          MISSING_AUTHENTICATION_TOKEN: {
            statusCode: '404',
            responseParameters: { 'gatewayresponse.header.X-Why': 'context.error.responseType' },
            responseTemplates: { 'application/json': '{"path":"$context.path"}' },
          },
        },
      },
    ),
    { stageName: 'custom' },
  );
  const response = await system.call('/custom/none');
  expect(response).toMatchObject({ status: 404, body: '{"path":"/custom/none"}' });
  expect(response.headers['x-why']).toBe('MISSING_AUTHENTICATION_TOKEN');
});

test('operators have a listener of their own: health, readiness, and a status that says what serves', async () => {
  const { adminPort } = system.gateway;
  expect((await call(adminPort, '/_tollgate/health')).status).toBe(200);
  expect((await call(adminPort, '/_tollgate/ready?x=1')).json()).toEqual({ status: 'ready' });
  expect((await call(adminPort, '/')).status).toBe(404);
  expect((await call(adminPort, '/_tollgate/status')).json()).toMatchObject({
    connected: true,
    stages: expect.arrayContaining([expect.objectContaining({ name: 'a1b2c3d4e5/dev' })]) as unknown[],
    refused: [],
  });
});

test('callers of APIs learn whether the gateway lives and is ready, and nothing more', async () => {
  const host = '127.0.0.1';
  expect((await system.call('/_tollgate/health', { host })).json()).toEqual({ status: 'ok' });
  expect((await system.call('/_tollgate/ready', { host })).json()).toEqual({ status: 'ready' });
  expect((await system.call('/_tollgate/status', { host })).status).toBe(403);
});

test('a gateway with too many faults is not ready, and says so', async () => {
  const faulty = await startTestSystem({ isFaulty: () => true });
  expect(await call(faulty.gateway.adminPort, '/_tollgate/ready')).toMatchObject({
    status: 503,
    body: '{"status":"faulty"}',
  });
  await faulty.stop();
});

test('a gateway in whose name another posts usage is not ready, and says why', async () => {
  const fenced = await startTestSystem();
  await waitFor(
    async () => (await call(fenced.gateway.httpPort, '/_tollgate/ready', { host: 'x' })).status === 200,
  );
  fenced.controlPlane.fence();
  await waitFor(async () => {
    const response = await call(fenced.gateway.httpPort, '/_tollgate/ready', { host: 'x' });
    return response.status === 503 && response.body === '{"status":"fenced"}';
  });
  await fenced.stop();
});
