import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import {
  CreateAuthorizerCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  TestInvokeAuthorizerCommand,
  TestInvokeMethodCommand,
  type TestInvokeMethodCommandInput,
  type TestInvokeMethodCommandOutput,
} from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { createApi, createResource, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { startUpstream } from '../support/upstream.js';
import { startFunctionHost, type FunctionHost } from '../support/function-host.js';
import { testedFunctions } from './tested-functions.js';

const arn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const functionUri = (name: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn(name)}/invocations`;
let tollgate: Installation;
let host: FunctionHost;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let restApiId: string;
let rootId: string;
let mockId: string;
let httpId: string;
let functionId: string;

beforeAll(async () => {
  host = await startFunctionHost(testedFunctions);
  upstream = await startUpstream();
  tollgate = await startInstallation({ gateways: 2, env: { AWS_ENDPOINT_URL_LAMBDA: host.url } });
  ({ restApiId, rootId } = await createApi(tollgate.client, 'tested'));
  mockId = await createResource(tollgate.client, restApiId, rootId, '{petId}');
  await putMockMethod(tollgate.client, {
    restApiId,
    resourceId: mockId,
    apiKeyRequired: true,
    body: `{"id":"$input.params('petId')","stage":"$context.stage","v":"$stageVariables.v"}`,
  });
  httpId = await createResource(tollgate.client, restApiId, rootId, 'http');
  await putProxy(httpId, 'HTTP_PROXY', `${upstream.url}/base`);
  functionId = await createResource(tollgate.client, restApiId, rootId, 'function');
  await putProxy(functionId, 'AWS_PROXY', functionUri('hello'));
});
afterAll(async () => {
  await tollgate?.close();
  await host?.close();
  await upstream?.close();
});

async function putProxy(resourceId: string, type: 'HTTP_PROXY' | 'AWS_PROXY', uri: string): Promise<void> {
  const at = { restApiId, resourceId, httpMethod: 'ANY' };
  await tollgate.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
  const integrationHttpMethod = type === 'AWS_PROXY' ? 'POST' : 'ANY';
  await tollgate.client.send(new PutIntegrationCommand({ ...at, type, uri, integrationHttpMethod }));
}

const invoke = (
  resourceId: string,
  input: Partial<TestInvokeMethodCommandInput> = {},
): Promise<TestInvokeMethodCommandOutput> =>
  tollgate.client.send(new TestInvokeMethodCommand({ restApiId, resourceId, httpMethod: 'GET', ...input }));

/** The log's lines, without their times. */
const linesOf = ({ log }: { log?: string }): string[] =>
  (log ?? '').split('\n').map((line) => line.replace(/^\w{3} \w{3} \d\d \d\d:\d\d:\d\d UTC \d{4} : /, ''));

test('a MOCK method that was never deployed responds, and the log has the lines of AWS in their order', async () => {
  const response = await invoke(mockId, {
    pathWithQueryString: '/123?foo=bar',
    headers: { 'content-type': 'application/json', Authorization: 'secret-token-123456' },
    body: '{"a":1}',
    stageVariables: { v: 'x' },
  });
  const body = '{"id":"123","stage":"test-invoke-stage","v":"x"}';
  expect(response).toMatchObject({
    status: 200,
    body,
    headers: { 'Content-Type': 'application/json' },
    multiValueHeaders: { 'Content-Type': ['application/json'] },
  });
  expect(response.latency).toBeGreaterThanOrEqual(0);
  const id = /^Execution log for request ([0-9a-f-]{36})\n/.exec(response.log ?? '')?.[1];
  expect(linesOf(response)).toEqual([
    `Execution log for request ${id}`,
    `Starting execution for request: ${id}`,
    'HTTP Method: GET, Resource Path: /123',
    'Method request path: {petId=123}',
    'Method request query string: {foo=bar}',
    'Method request headers: {content-type=application/json, Authorization=*************123456}',
    'Method request body before transformations: {"a":1}',
    `Method response body after transformations: ${body}`,
    'Method response headers: {Content-Type=application/json}',
    'Successfully completed execution',
    'Method completed with status: 200',
    '',
  ]);
  expect(response.log).toMatch(
    /\n(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4} : Starting/,
  );
});

test('a path that is not the resource’s has no path parameters; without one the resource path stands for itself', async () => {
  expect((await invoke(mockId, { pathWithQueryString: '/a/b' })).body).toContain('"id":""');
  expect((await invoke(mockId)).body).toContain('"id":"{petId}"');
});

test('HTTP_PROXY calls its backend, and the log says what was sent and what came back', async () => {
  const response = await invoke(httpId, {
    httpMethod: 'POST',
    pathWithQueryString: '/http?q=1',
    multiValueHeaders: { 'x-many': ['1', '2'] },
    body: 'hello',
  });
  expect(response.status).toBe(200);
  expect(upstream.seen.at(-1)).toMatchObject({ method: 'POST', url: '/base?q=1', body: 'hello' });
  expect(upstream.seen.at(-1)?.headers['x-many']).toBe('1, 2');
  const lines = linesOf(response);
  const at = lines.indexOf(`Endpoint request URI: ${upstream.url}/base?q=1`);
  expect(lines.slice(at).map((line) => line.replace(/(:| to) .*/, '$1'))).toEqual([
    'Endpoint request URI:',
    'Endpoint request headers:',
    'Endpoint request body after transformations:',
    'Sending request to',
    'Received response. Status:',
    'Endpoint response headers:',
    'Endpoint response body before transformations:',
    'Method response body after transformations:',
    'Method response headers:',
    'Successfully completed execution',
    'Method completed with status:',
    '',
  ]);
});

test('AWS_PROXY calls its function with the event that tests have', async () => {
  const response = await invoke(functionId, { pathWithQueryString: '/function?a=b' });
  expect(response.status).toBe(201);
  expect(response.headers).toMatchObject({ 'x-a': 'b', 'X-Amzn-Trace-Id': expect.any(String) as string });
  const { path, query, context } = JSON.parse(response.body ?? '') as Record<string, never>;
  expect({ path, query }).toEqual({ path: '/function', query: { a: 'b' } });
  expect(context).toMatchObject({
    path: '/function',
    stage: 'test-invoke-stage',
    domainName: 'testPrefix.testDomainName',
    identity: {
      apiKey: 'test-invoke-api-key',
      sourceIp: 'test-invoke-source-ip',
      accountId: '000000000000',
    },
  });
  expect(response.log).toContain(`/2015-03-31/functions/${arn('hello')}/invocations`);
});

test('what cannot be called ends in 500 with the reason in the log', async () => {
  const resourceId = await createResource(tollgate.client, restApiId, rootId, 'nowhere');
  await putProxy(resourceId, 'HTTP_PROXY', 'http://127.0.0.1:1/');
  const response = await invoke(resourceId);
  expect(response).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
  expect(response.headers).toMatchObject({ 'x-amzn-ErrorType': 'InternalServerErrorException' });
  const lines = linesOf(response);
  expect(lines.at(-3)).toMatch(/^Execution failed due to configuration error: /);
  expect(lines.at(-2)).toBe('Method completed with status: 500');
});

test('aws-cli shows the same', async () => {
  const { stdout } = await promisify(execFile)(
    'aws',
    [
      ...['apigateway', 'test-invoke-method', '--rest-api-id', restApiId, '--resource-id', mockId],
      ...['--http-method', 'GET', '--path-with-query-string', '/9', '--output', 'json'],
    ],
    { env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...tollgate.awsEnvironment } },
  );
  expect(JSON.parse(stdout)).toMatchObject({ status: 200, body: expect.stringContaining('"9"') as string });
});

test('a TOKEN authorizer is asked with the token, and says who it is and what it allows', async () => {
  const { id: authorizerId } = await tollgate.client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'token',
      type: 'TOKEN',
      authorizerUri: functionUri('guard'),
      identitySource: 'method.request.header.Auth',
      identityValidationExpression: '[a-z]+',
    }),
  );
  const ask = (Auth: string) =>
    tollgate.client.send(new TestInvokeAuthorizerCommand({ restApiId, authorizerId, headers: { Auth } }));
  const allowed = await ask('anna');
  expect(allowed).toMatchObject({
    clientStatus: 0,
    principalId: 'user-anna',
    authorization: { type: ['TOKEN'], level: ['3'], isAdmin: ['false'] },
  });
  const methodArn = `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/ESTestInvoke-stage/GET/`;
  expect(JSON.parse(allowed.policy ?? '')).toMatchObject({ Statement: [{ Resource: methodArn }] });
  expect(linesOf(allowed).map((line) => line.replace(/(:| to) .*/, '$1'))).toEqual([
    expect.stringMatching(/^Execution log for request /) as string,
    'Starting authorizer:',
    'Incoming identity:',
    'Endpoint request URI:',
    'Endpoint request headers:',
    'Endpoint request body after transformations:',
    'Sending request to',
    'Authorizer result body before parsing:',
    'Using valid authorizer policy for principal:',
    'Successfully completed authorizer execution',
    '',
  ]);
  const refusals = await Promise.all(['nobody', 'ANNA', 'broken'].map(ask));
  expect(refusals.map(({ clientStatus }) => clientStatus)).toEqual([401, 401, 500]);
  expect(refusals.map(({ policy }) => policy)).toEqual([undefined, undefined, undefined]);
});

test('a REQUEST authorizer is asked with the request', async () => {
  const { id: authorizerId } = await tollgate.client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'request',
      type: 'REQUEST',
      authorizerUri: functionUri('guard'),
      identitySource: 'method.request.header.who',
    }),
  );
  const ask = (headers: Record<string, string>) =>
    tollgate.client.send(new TestInvokeAuthorizerCommand({ restApiId, authorizerId, headers }));
  expect(await ask({ who: 'anna' })).toMatchObject({
    clientStatus: 0,
    principalId: 'user-anna',
    authorization: { type: ['REQUEST'] },
  });
  expect(await ask({ other: 'anna' })).toMatchObject({ clientStatus: 401 });
});

test('ten at once all get their own response', async () => {
  const responses = await Promise.all(
    Array.from({ length: 10 }, (_, n) => invoke(mockId, { pathWithQueryString: `/pet-${n}` })),
  );
  expect(responses.map(({ body }) => /"id":"([^"]*)"/.exec(body ?? '')?.[1])).toEqual(
    Array.from({ length: 10 }, (_, n) => `pet-${n}`),
  );
});

test('a megabyte of rubbish goes there and back', async () => {
  const rubbish = Buffer.from(Array.from({ length: 1_000_000 }, (_, n) => 1 + ((n * 31) % 127))).toString(
    'latin1',
  );
  const response = await invoke(httpId, { httpMethod: 'POST', body: rubbish });
  expect(response.status).toBe(200);
  expect((JSON.parse(response.body ?? '') as { body: string }).body === rubbish).toBe(true);
  expect(response.log?.length).toBeLessThan(20_000);
});

test('when the gateway that runs a test is killed the call ends at once and says so, and nothing is called twice', async () => {
  let called = 0;
  const silent = createServer(() => (called += 1)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const resourceId = await createResource(tollgate.client, restApiId, rootId, 'silent');
  await putProxy(resourceId, 'HTTP_PROXY', `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
  const response = invoke(resourceId);
  await waitFor(() => called > 0, { describe: 'the backend to be called' });
  // Which of the two has it is not known.
  await Promise.all(tollgate.gateways.map((gateway) => gateway.kill()));
  const lost = await response;
  expect(lost.status).toBe(500);
  expect(lost.log).toMatch(/Execution failed: gateway \S+ has gone while it ran it/);
  await tollgate.gateways[0]!.start();
  await waitFor(async () => (await invoke(mockId).catch(() => null))?.status === 200);
  expect(called).toBe(1);
  silent.closeAllConnections();
  silent.close();
});

test('with no gateway connected the call is refused at once, in words that an operator understands', async () => {
  await Promise.all(tollgate.gateways.map((gateway) => gateway.kill()));
  await waitFor(
    async () =>
      invoke(mockId).then(
        () => false,
        (error: Error) =>
          error.name === 'BadRequestException' && error.message.startsWith('No gateway is connected'),
      ),
    { describe: 'the control plane to know that its gateways are gone' },
  );
  await tollgate.gateways[0]!.start();
  await waitFor(async () => (await invoke(mockId).catch(() => null))?.status === 200);
});
