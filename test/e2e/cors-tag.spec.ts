import { CreateRestApiCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-api-gateway';
import { fetchAsPage } from '../support/browser.js';
import { createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// The tags of a RestApi that gateways act upon, seen from a page of another origin. No deployment in between.
const page = 'https://app.example.com';
let tollgate: Installation;
let restApiId: string;
beforeAll(async () => {
  tollgate = await startInstallation();
  restApiId = await createKeyedApi({});
}, 180_000);
afterAll(() => tollgate?.close());

/** An API with one method, which nobody may call without a key. */
async function createKeyedApi(tags: Record<string, string>): Promise<string> {
  const { client } = tollgate;
  const { id, rootResourceId } = await client.send(new CreateRestApiCommand({ name: 'tagged', tags }));
  const resourceId = await createResource(client, id!, rootResourceId!, 'keyed');
  const at = { restApiId: id!, resourceId, httpMethod: 'DELETE' };
  await putMockMethod(client, { ...at, apiKeyRequired: true, body: '1' });
  await deploy(client, id!, 'dev');
  return id!;
}

const urlOf = (api: string) =>
  `http://127.0.0.1:${tollgate.gateways[0]!.httpPort}/_aws/execute-api/${api}/dev/keyed`;
const init = { method: 'DELETE', headers: { authorization: 'Bearer x' } };
const resourceArn = () => `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`;
const tag = (tags: Record<string, string>) =>
  tollgate.client.send(new TagResourceCommand({ resourceArn: resourceArn(), tags }));
const untag = (...tagKeys: string[]) =>
  tollgate.client.send(new UntagResourceCommand({ resourceArn: resourceArn(), tagKeys }));

const seen = { status: 403, body: '{"message":"Forbidden"}', preflightStatus: 204 };
const blocked = { blocked: `preflight 403 without leave for ${page}` };

test('a page sees the 403 as soon as the tag is there, and a CORS error as soon as it is gone', async () => {
  expect(await fetchAsPage(page, urlOf(restApiId), init)).toEqual(blocked);
  await tag({ 'tollgate:cors': `http://localhost:3000 ${page}` });
  expect(await fetchAsPage(page, urlOf(restApiId), init)).toEqual(seen);
  expect(await fetchAsPage('https://other.example.com', urlOf(restApiId), init)).toEqual({
    blocked: 'preflight 403 without leave for https://other.example.com',
  });
  await tag({ 'tollgate:cors': 'any' });
  expect(await fetchAsPage('https://other.example.com', urlOf(restApiId), init)).toEqual(seen);
  await untag('tollgate:cors');
  expect(await fetchAsPage(page, urlOf(restApiId), init)).toEqual(blocked);
});

test('tags that an API was created with count with its first deployment', async () => {
  const created = await createKeyedApi({ 'tollgate:cors': page });
  expect(await fetchAsPage(page, urlOf(created), init)).toEqual(seen);
});

test('a refusal names its reason while the tag is on, and what succeeds never does', async () => {
  const reason = async () => (await fetch(urlOf(restApiId), init)).headers.get('x-tollgate-reason');
  expect(await reason()).toBeNull();
  await tag({ 'tollgate:tell-reasons': 'on' });
  expect(await reason()).toBe('key.missing');
  await tag({ 'tollgate:tell-reasons': 'off' });
  expect(await reason()).toBeNull();
});
