import type { IncomingMessage, ServerResponse } from 'node:http';
import { waitFor } from '#libs/testing';
import type { RequestRecord } from '../invocation/record/request-record.js';
import { awsOf } from '../testing/aws-of.js';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { apiId, http, method, mockMethod, snapshot } from '../testing/documents.js';
import { allow, everything, guardedApi } from '../testing/guarded-api.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { logVariable } from './log-variables.js';
import { maskSecret } from './secrets/mask-secret.js';

// What access logs can print of a request is what was so.
let system: TestSystem;
let backend: TestBackend;
const read: { id: string; values: Readonly<Record<string, string | number | null>> }[] = [];
let wanted: readonly string[] = [];

const functionResponses: Record<string, unknown> = {
  kept: allow(everything),
  each: { errorMessage: 'broken' },
  backend: { statusCode: 418, body: 'teapot' },
};

function respond({ url = '' }: IncomingMessage, response: ServerResponse): void {
  const name = /functions\/arn[^/]*?([a-z]+)\/invocations/.exec(decodeURIComponent(url))?.[1];
  response.setHeader('x-amzn-requestid', `of-${name ?? 'http'}`);
  if (name === 'each') response.setHeader('x-amz-function-error', 'Unhandled');
  response.end(name ? JSON.stringify(functionResponses[name]) : 'from the backend');
}

beforeAll(async () => {
  backend = await startBackend((request, response) => respond(request, response));
  const valueOf = (record: RequestRecord, name: string): string | number | null => {
    const variable = logVariable(name);
    if (variable === null) return null;
    return 'constant' in variable ? variable.constant : variable.read(record);
  };
  system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }),
    recordReaders: [
      {
        read: (record) =>
          void read.push({
            id: record.requestId,
            values: Object.fromEntries(wanted.map((name) => [name, valueOf(record, name)])),
          }),
      },
    ],
  });
  await system.deploy(
    snapshot({
      '/mock/{id}': { GET: mockMethod('a text') },
      '/proxy': { ANY: method(http('HTTP_PROXY', `${backend.origin}/b`)) },
      '/gone': { ANY: method(http('HTTP_PROXY', 'http://127.0.0.1:1/')) },
      '/key': { GET: mockMethod('', { apiKeyRequired: true }) },
    }),
  );
  await system.deploy(guardedApi(), { stageName: 'guarded' });
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});

async function valuesOf(path: string, names: readonly string[], headers: Record<string, string> = {}) {
  wanted = names;
  const response = await system.call(path, { headers });
  const id = response.headers['x-amzn-requestid'];
  await waitFor(() => read.some((one) => one.id === id), { describe: 'the record is complete' });
  return read.find((one) => one.id === id)!.values;
}

test('ids, names, status, lengths and times', async () => {
  const values = await valuesOf(
    '/dev/mock/7?secret=1',
    [
      ...['accountId', 'apiId', 'stage', 'deploymentId', 'path', 'resourcePath', 'httpMethod', 'protocol'],
      ...['status', 'responseLength', 'responseLatency', 'requestTime', 'requestTimeEpoch', 'domainName'],
      ...['domainPrefix', 'identity.sourceIp', 'identity.userAgent', 'tollgate.requestLength'],
    ],
    { 'user-agent': 'tests' },
  );
  expect(values).toEqual({
    accountId: '000000000000',
    apiId,
    stage: 'dev',
    deploymentId: 'dep001',
    path: '/dev/mock/7',
    resourcePath: '/mock/{id}',
    httpMethod: 'GET',
    protocol: 'HTTP/1.1',
    status: 200,
    responseLength: 6,
    responseLatency: expect.any(Number) as number,
    requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z][a-z]\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
    requestTimeEpoch: expect.any(Number) as number,
    domainName: `${apiId}.execute-api.localhost`,
    domainPrefix: apiId,
    'identity.sourceIp': '127.0.0.1',
    'identity.userAgent': 'tests',
    'tollgate.requestLength': 0,
  });
});

const ofIntegration = [
  ...['integration.status', 'integration.integrationStatus', 'integrationStatus', 'integrationLatency'],
  ...['integration.requestId', 'awsEndpointRequestId', 'integration.error', 'status'],
];

test('an integration that was called has a status, a latency and the id that it says', async () => {
  expect(await valuesOf('/dev/proxy', ofIntegration)).toEqual({
    'integration.status': 200,
    'integration.integrationStatus': 200,
    integrationStatus: 200,
    integrationLatency: expect.any(Number) as number,
    'integration.requestId': 'of-http',
    awsEndpointRequestId: 'of-http',
    'integration.error': null,
    status: 200,
  });
});

test('of a Lambda proxy the status is what the function says, and the integration’s that of the service', async () => {
  expect(await valuesOf('/guarded/backend', ofIntegration, { authorization: 'a' })).toMatchObject({
    'integration.status': 418,
    'integration.integrationStatus': 200,
    'integration.requestId': 'of-backend',
    status: 418,
  });
});

test('an integration that does not answer has an error and no status; a MOCK has neither', async () => {
  const gone = await valuesOf('/dev/gone', [...ofIntegration, 'tollgate.reason', 'error.responseType']);
  expect(gone).toMatchObject({
    'integration.status': null,
    'integration.error': expect.stringContaining('ECONNREFUSED') as string,
    'tollgate.reason': 'integration.unreachable',
    'error.responseType': 'INTEGRATION_FAILURE',
  });
  const mock = await valuesOf('/dev/mock/7', ofIntegration);
  expect(Object.values(mock)).toEqual([null, null, null, null, null, null, null, 200]);
});

test('a refusal has its texts, its type and its reason', async () => {
  const names = [
    'error.message',
    'error.messageString',
    'error.responseType',
    'tollgate.reason',
    'tollgate.reasonDetail',
  ];
  expect(await valuesOf('/dev/key', names)).toEqual({
    'error.message': 'Forbidden',
    'error.messageString': 'Forbidden',
    'error.responseType': 'INVALID_API_KEY',
    'tollgate.reason': 'key.missing',
    'tollgate.reasonDetail': 'no x-api-key header',
  });
});

test('the value of a key is masked', async () => {
  const key = 'abcdefghijklmnopqrstuvwxyz';
  const { 'identity.apiKey': shown } = await valuesOf('/dev/key', ['identity.apiKey'], { 'x-api-key': key });
  expect(shown).toBe(`${'*'.repeat(20)}uvwxyz`);
  expect([maskSecret('short'), maskSecret('elevenchars'), maskSecret('')]).toEqual([
    '*****',
    '***********',
    '',
  ]);
});

const ofAuthorizer = [
  ...['authorizer.principalId', 'authorizer.tenant', 'authorizer.level', 'authorizer.none'],
  ...['authorizer.status', 'authorizer.latency', 'authorizer.integrationStatus', 'authorizer.requestId'],
  ...['authorizer.error', 'authorize.status', 'tollgate.principalId'],
];

test('an authorizer has status and latency, and its members are there', async () => {
  const called = await valuesOf('/guarded/kept', ofAuthorizer, { authorization: 'b' });
  expect(called).toEqual({
    'authorizer.principalId': 'anna',
    'authorizer.tenant': 't1',
    'authorizer.level': '3',
    'authorizer.none': null,
    'authorizer.status': 200,
    'authorizer.latency': expect.any(Number) as number,
    'authorizer.integrationStatus': null,
    'authorizer.requestId': null,
    'authorizer.error': null,
    'authorize.status': 200,
    'tollgate.principalId': 'anna',
  });
  const known = await valuesOf('/guarded/kept', ofAuthorizer, { authorization: 'b' });
  expect(known).toMatchObject({ 'authorizer.principalId': 'anna', 'authorizer.latency': 0 });
});

test('an authorizer that fails has an error, and nobody was authorized', async () => {
  expect(await valuesOf('/guarded/each', ofAuthorizer, { authorization: 'b' })).toMatchObject({
    'authorizer.principalId': null,
    'authorizer.status': 500,
    'authorizer.integrationStatus': 200,
    'authorizer.requestId': 'of-each',
    'authorizer.error': 'the function raised an error',
    'authorize.status': null,
  });
});

test('a name that nothing has is none', () => {
  for (const name of ['nothing', 'constructor', '__proto__', 'identity', 'waf', 'error']) {
    expect(logVariable(name)).toBeNull();
  }
});
