import {
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateIntegrationCommand,
  UpdateIntegrationResponseCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { fetchAsPage } from '../support/browser.js';
import {
  addCorsToGatewayResponse,
  consoleAllowHeaders,
  enableCorsAsConsole,
} from '../support/console-cors.js';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// CORS as AWS's console sets it up, seen from a page of another origin.
const page = 'https://app.example.com';
let tollgate: Installation;
let restApiId: string;
let pets: string;

beforeAll(async () => {
  tollgate = await startInstallation();
  const { client } = tollgate;
  const api = await createApi(client, 'cors');
  restApiId = api.restApiId;
  pets = await createResource(client, restApiId, api.rootId, 'pets');
  for (const httpMethod of ['GET', 'PUT']) {
    await putMockMethod(client, { restApiId, resourceId: pets, httpMethod, body: `"${httpMethod}"` });
  }
  await putMockMethod(client, {
    restApiId,
    resourceId: pets,
    httpMethod: 'POST',
    apiKeyRequired: true,
    body: '1',
  });
  const broken = await createResource(client, restApiId, api.rootId, 'broken');
  const at = { restApiId, resourceId: broken, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
  await client.send(
    new PutIntegrationCommand({
      ...at,
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'GET',
      uri: 'http://127.0.0.1:9/',
    }),
  );
  await deploy(client, restApiId, 'dev');
}, 180_000);
afterAll(() => tollgate?.close());

const urlOf = (path: string) =>
  `http://127.0.0.1:${tollgate.gateways[0]!.httpPort}/_aws/execute-api/${restApiId}/dev${path}`;
const put = { method: 'PUT', headers: { 'x-api-key': 'k', 'content-type': 'application/json' }, body: '{}' };

test('nothing is allowed before CORS is enabled', async () => {
  expect(await fetchAsPage(page, urlOf('/pets'))).toEqual({
    blocked: `status 200 without leave for ${page}`,
  });
  expect(await fetchAsPage(page, urlOf('/pets'), put)).toEqual({
    blocked: `preflight 403 without leave for ${page}`,
  });
});

test('what the console creates responds to preflights and lets responses through, with the next deployment', async () => {
  await enableCorsAsConsole(tollgate.client, restApiId, pets, ['GET', 'PUT']);
  await deploy(tollgate.client, restApiId, 'dev');
  expect(await fetchAsPage(page, urlOf('/pets'))).toEqual({
    status: 200,
    body: '"GET"',
    preflightStatus: null,
  });
  expect(await fetchAsPage(page, urlOf('/pets'), put)).toEqual({
    status: 200,
    body: '"PUT"',
    preflightStatus: 200,
  });
});

test('the preflight has the three headers, no body and the ids of every response', async () => {
  const response = await fetch(urlOf('/pets'), {
    method: 'OPTIONS',
    headers: { origin: page, 'access-control-request-method': 'PUT' },
  });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-headers': consoleAllowHeaders,
    'access-control-allow-methods': 'GET,PUT,OPTIONS',
    'access-control-allow-origin': '*',
    'content-type': 'application/json',
    'content-length': '0',
    'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
  expect(response.headers.has('x-amzn-trace-id')).toBe(false);
});

test.each([
  ['a method that is not listed', { method: 'DELETE' }, 'method DELETE is not allowed'],
  ['a header that is not listed', { headers: { 'x-other': '1' } }, 'header x-other is not allowed'],
])('%s is kept from the page', async (_, init, blocked) => {
  expect(await fetchAsPage(page, urlOf('/pets'), init)).toEqual({ blocked });
});

test('refusals of the gateway can be read by the page once DEFAULT_4XX and DEFAULT_5XX carry the headers', async () => {
  const refusals = [
    ['/pets', { method: 'POST' }, 403, '{"message":"Forbidden"}'],
    ['/nothing', {}, 403, '{"message":"Missing Authentication Token"}'],
    ['/broken', {}, 500, '{"message": "Internal server error"}'],
  ] as const;
  for (const [path, init, status] of refusals) {
    expect(await fetchAsPage(page, urlOf(path), init)).toEqual({
      blocked: `status ${status} without leave for ${page}`,
    });
  }
  await addCorsToGatewayResponse(tollgate.client, restApiId, 'DEFAULT_4XX');
  await addCorsToGatewayResponse(tollgate.client, restApiId, 'DEFAULT_5XX');
  await deploy(tollgate.client, restApiId, 'dev');
  for (const [path, init, status, body] of refusals) {
    expect(await fetchAsPage(page, urlOf(path), init)).toEqual({ status, body, preflightStatus: null });
  }
});

test('where everything is binary the OPTIONS method needs CONVERT_TO_TEXT, as at AWS', async () => {
  const { client } = tollgate;
  const patch = (op: 'add' | 'replace', path: string, value?: string) => ({
    patchOperations: [{ op, path, value }],
  });
  await client.send(new UpdateRestApiCommand({ restApiId, ...patch('add', '/binaryMediaTypes/*~1*') }));
  await deploy(client, restApiId, 'dev');
  expect(await fetchAsPage(page, urlOf('/pets'), put)).toEqual({ blocked: 'preflight 500' });

  const toText = patch('replace', '/contentHandling', 'CONVERT_TO_TEXT');
  for (const httpMethod of ['OPTIONS', 'PUT']) {
    const at = { restApiId, resourceId: pets, httpMethod };
    await client.send(new UpdateIntegrationCommand({ ...at, ...toText }));
    await client.send(new UpdateIntegrationResponseCommand({ ...at, statusCode: '200', ...toText }));
  }
  await deploy(client, restApiId, 'dev');
  expect(await fetchAsPage(page, urlOf('/pets'), put)).toEqual({
    status: 200,
    body: '"PUT"',
    preflightStatus: 200,
  });
});
