import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import {
  http,
  lambda,
  mapping,
  method,
  mock,
  mockMethod,
  integrationResponse,
  snapshot,
} from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

// What the gateway adds to a request's headers is there for everything that reads a request's headers.
let system: TestSystem;
let backend: TestBackend;

const added = [
  'Host',
  'X-Amzn-Trace-Id',
  'X-Forwarded-For',
  'X-Forwarded-Port',
  'X-Forwarded-Proto',
] as const;
const printed = added.map((name) => `"${name}": "$input.params('${name}')"`).join(', ');

beforeAll(async () => {
  backend = await startBackend();
  system = await startTestSystem({ aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }) });
  const parameters = added.map((name) => mapping('header', `Seen-${name}`, `method.request.header.${name}`));
  const several = [mapping('header', 'Seen', 'method.request.multivalueheader.X-Forwarded-For')];
  const requiredParameters = added.map((name) => ({ location: 'header', name }) as const);
  const missing = { requiredParameters: [{ location: 'querystring', name: 'q' }], bodyModels: null } as const;
  await system.deploy(
    snapshot(
      {
        '/template': { ANY: mockMethod(`{${printed}}`) },
        '/listed': {
          ANY: mockMethod('#foreach($name in $input.params().header.keySet())$name #end'),
        },
        '/mapped': { ANY: method(http('HTTP', `${backend.origin}/b`, { parameters })) },
        '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`, { parameters })) },
        '/several': { ANY: method(http('HTTP', `${backend.origin}/b`, { parameters: several })) },
        '/function': {
          ANY: method(lambda('LAMBDA_PROXY', 'arn:aws:lambda:us-east-1:000000000000:function:f')),
        },
        '/required': { ANY: mockMethod('ok', { requestChecks: { requiredParameters, bodyModels: null } }) },
        '/refused': { ANY: mockMethod('ok', { requestChecks: missing }) },
        '/mapped-response': {
          ANY: method(
            mock({}, [
              integrationResponse('200', null, null, { 'X-Seen': 'method.request.header.X-Forwarded-For' }),
            ]),
          ),
        },
      },
      {
        gatewayResponses: {
          BAD_REQUEST_PARAMETERS: {
            statusCode: null,
            responseParameters: Object.fromEntries(
              added.map((name) => [`gatewayresponse.header.Seen-${name}`, `method.request.header.${name}`]),
            ),
            responseTemplates: {},
          },
        },
      },
    ),
  );
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

const root = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8';
const host = 'a1b2c3d4e5.execute-api.localhost';
const sent = {
  'x-forwarded-for': ['203.0.113.7', '198.51.100.2'],
  'x-forwarded-port': '1',
  'x-forwarded-proto': 'gopher',
  'x-amzn-trace-id': root,
};
const expected = () => ({
  Host: host,
  'X-Amzn-Trace-Id': root,
  'X-Forwarded-For': '203.0.113.7, 198.51.100.2, 127.0.0.1',
  'X-Forwarded-Port': String(system.gateway.httpPort),
  'X-Forwarded-Proto': 'http',
});
const seenIn = (headers: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(added.map((name) => [name, headers[`seen-${name.toLowerCase()}`]]));

test('templates see them', async () => {
  expect((await system.call('/dev/template', { headers: sent })).json()).toEqual(expected());
  const names = (await system.call('/dev/listed')).body.trim().split(' ');
  expect(names).toEqual(expect.arrayContaining([...added]));
});

test.each(['mapped', 'proxy'])('request mappings see them (%s)', async (path) => {
  await system.call(`/dev/${path}`, { headers: sent });
  expect(seenIn(backend.seen.at(-1)!.headers)).toEqual(expected());
});

test('a list of addresses is one value', async () => {
  await system.call('/dev/several', { headers: sent });
  expect(backend.seen.at(-1)!.headers['seen']).toBe(expected()['X-Forwarded-For']);
});

test('functions, response mappings and gateway responses see the same', async () => {
  await system.call('/dev/function', { headers: sent });
  const event = JSON.parse(backend.seen.at(-1)!.body) as { headers: Record<string, string> };
  expect(event.headers).toMatchObject(expected());
  const mapped = await system.call('/dev/mapped-response', { headers: sent });
  expect(mapped.headers['x-seen']).toBe(expected()['X-Forwarded-For']);
  const refused = await system.call('/dev/refused', { headers: sent });
  expect([refused.status, seenIn(refused.headers)]).toEqual([400, expected()]);
});

test('a validator that requires them is content with what the gateway adds', async () => {
  expect(await system.call('/dev/required')).toMatchObject({ status: 200, body: 'ok' });
});

test('a caller that sends none gets its own address, and one trace id wherever it shows', async () => {
  await system.call('/dev/proxy');
  const { headers } = backend.seen.at(-1)!;
  expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'seen-x-forwarded-for': '127.0.0.1' });
  expect(headers['seen-x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  const [root] = String(headers['x-amzn-trace-id']).split(';');
  expect(headers['seen-x-amzn-trace-id']).toBe(root);
});

test('the host is that of an absolute target, whatever the header says', async () => {
  const response = await system.call(`http://${host}/dev/template`, { host: 'elsewhere' });
  expect(response.json()).toMatchObject({ Host: host });
});
