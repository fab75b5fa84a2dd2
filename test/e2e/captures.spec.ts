import { randomUUID } from 'node:crypto';
import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { createApi, createResource, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// Somebody asks why a customer's requests fail, and looks at what is sent.
const path = '/_tollgate/v1/captures';
let tollgate: Installation;
let restApiId: string;
let key: { readonly id: string; readonly value: string };

beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2 });
  const { client } = tollgate;
  const api = await createApi(client, 'captured');
  restApiId = api.restApiId;
  const resourceId = await createResource(client, restApiId, api.rootId, 'pets');
  await putMockMethod(client, { restApiId, resourceId, body: 'in', apiKeyRequired: true });
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  const made = await client.send(new CreateApiKeyCommand({ name: 'customer', enabled: true }));
  key = { id: made.id!, value: made.value! };
  const apiStages = [{ apiId: restApiId, stage: 'dev' }];
  const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'plan', apiStages }));
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: key.id, keyType: 'API_KEY' }));
}, 180_000);
afterAll(() => tollgate?.close());

interface Shown {
  readonly id: string;
  readonly message?: string;
}
interface ShownRequest {
  readonly requestId: string;
  readonly apiKeyId?: string;
  readonly request: { readonly target: string; readonly headers: readonly string[] };
  readonly response: { readonly status: number; readonly body: string };
}

async function begin(body: object): Promise<{ readonly status: number; readonly shown: Shown }> {
  const response = await tollgate.signedCall('POST', path, body);
  return { status: response.status, shown: (await response.json()) as Shown };
}

async function captured(id: string): Promise<readonly ShownRequest[]> {
  const response = await tollgate.signedCall('GET', `${path}/${id}/requests`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { items: readonly ShownRequest[] }).items;
}

const invoke = (gateway: number, headers: Record<string, string>) =>
  tollgate.invoke(restApiId, '/dev/pets?page=1', { gateway, headers });

test('requests of one key are captured on every gateway from when the call returns, and of no other', async () => {
  const { status, shown } = await begin({ restApiId, stageName: 'dev', apiKeyId: key.id });
  expect(status).toBe(201);
  const ids: (string | null)[] = [];
  for (const gateway of [0, 1]) {
    await invoke(gateway, { 'x-api-key': 'another' });
    const response = await invoke(gateway, { 'x-api-key': key.value });
    expect(response.status).toBe(200);
    ids.push(response.headers.get('x-amzn-requestid'));
  }
  await waitFor(async () => (await captured(shown.id)).length >= 2, { describe: 'both are captured' });
  const requests = await captured(shown.id);
  expect(requests.map(({ requestId }) => requestId).sort()).toEqual(ids.sort());
  expect(requests[0]).toMatchObject({
    apiKeyId: key.id,
    request: { target: expect.stringMatching(/\/dev\/pets\?page=1$/) as string },
    response: { status: 200, body: 'in' },
  });
  expect(JSON.stringify(requests)).not.toContain(key.value);
  expect((await tollgate.signedCall('DELETE', `${path}/${shown.id}`)).status).toBe(204);
  expect((await tollgate.signedCall('GET', `${path}/${shown.id}/requests`)).status).toBe(404);
});

test('a request that names itself is captured, refused or not', async () => {
  const requestId = randomUUID();
  const { shown } = await begin({ restApiId, stageName: 'dev', requestId, durationSeconds: 60 });
  const listed = (await (await tollgate.signedCall('GET', path)).json()) as { items: readonly Shown[] };
  expect(listed.items).toContainEqual(shown);
  expect(await (await tollgate.signedCall('GET', `${path}/${shown.id}`)).json()).toEqual(shown);
  await invoke(0, { 'x-amzn-RequestId': requestId });
  await waitFor(async () => (await captured(shown.id)).length === 1, { describe: 'it is captured' });
  expect((await captured(shown.id))[0]).toMatchObject({
    refusal: 'key.missing',
    response: { status: 403, body: '{"message":"Forbidden"}' },
  });
});

test.each<[number, string, object]>([
  [400, 'One of apiKeyId and requestId must be given, not both', {}],
  [400, 'requestId must be a UUID', { requestId: 'x' }],
  [400, 'durationSeconds must be a whole number from 1 to 3600', { requestId: 'x', durationSeconds: 3_601 }],
  [404, 'Invalid API Key identifier specified', { apiKeyId: 'nothing' }],
  [404, 'Invalid stage identifier specified', { requestId: randomUUID(), stageName: 'none' }],
])('%i %s', async (status, message, change) => {
  const refused = await begin({ restApiId, stageName: 'dev', ...change });
  expect(refused.status).toBe(status);
  expect(refused.shown.message).toContain(message);
});
