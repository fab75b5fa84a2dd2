import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  blockHeaders,
  captureBlockContext,
  newSenderId,
  observationsPath,
  writeCapturedRequests,
  type CapturedRequest,
} from '#libs/observations';
import { createGatewaySeal } from '#libs/snapshot-format';
import { insertStage } from '../testing/insert-stage.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
const path = '/_tollgate/v1/captures';
const stage = { restApiId: 'api0000001', stageName: 'dev' };

beforeAll(async () => {
  plane = await startControlPlane();
  await plane.database.write((uow) => insertStage(uow, { accountId: plane.accountId, region: 'us-east-1' }));
});
beforeEach(() => plane.query('DELETE FROM captures'));
afterAll(() => plane?.close());

async function begin(change: object = {}): Promise<{ status: number; id: string; message?: string }> {
  const body = { ...stage, requestId: randomUUID(), ...change };
  const response = await plane.signedFetch(path, { method: 'POST', body });
  return { status: response.status, ...((await response.json()) as { id: string }) };
}

const message = {
  headers: ['a', 'b'],
  body: 'x',
  bodyEncoding: 'utf8',
  bodyBytes: 1,
  isTruncated: false,
} as const;
const requestOf = (captureId: string, change: Partial<CapturedRequest> = {}): CapturedRequest => ({
  captureId,
  requestId: randomUUID(),
  receivedAtMs: Date.now(),
  durationMs: 3,
  apiKeyId: null,
  refusal: null,
  sourceIp: '127.0.0.1',
  request: { ...message, httpMethod: 'POST', target: '/dev/x' },
  response: { ...message, status: 200 },
  ...change,
});

let sequence = 0;
const senderId = newSenderId(Date.now(), randomBytes(8));
async function handIn(block: string, number = ++sequence): Promise<number> {
  const response = await fetch(plane.url + observationsPath('captures'), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${plane.gatewayToken}`,
      'x-tollgate-gateway-id': 'gateway-1',
      ...blockHeaders({ senderId, sequence: number }),
    },
    body: gzipSync(block),
  });
  return response.status;
}
const sealed = (requests: readonly CapturedRequest[]) =>
  createGatewaySeal(plane.gatewayToken).seal(writeCapturedRequests(requests), captureBlockContext);

async function captured(id: string, query = ''): Promise<{ requestId: string }[]> {
  const response = await plane.signedFetch(`${path}/${id}/requests${query}`);
  return ((await response.json()) as { items: { requestId: string }[] }).items;
}

test('what gateways hand in is shown in its order, once, and never more than was asked for', async () => {
  const { id } = await begin({ requestsMax: 3 });
  const requests = Array.from({ length: 5 }, () => requestOf(id));
  const block = sealed(requests.slice(0, 2));
  expect(await handIn(block)).toBe(200);
  expect(await handIn(block, sequence)).toBe(200);
  // Another gateway's of the same, and more than there is place for.
  expect(await handIn(sealed([requests[1]!, ...requests.slice(2)]))).toBe(200);
  const ids = requests.map(({ requestId }) => requestId).slice(0, 3);
  expect((await captured(id)).map(({ requestId }) => requestId)).toEqual(ids);
  expect(await captured(id, '?limit=2')).toHaveLength(2);
});

test('it lies in the database sealed, and goes with its capture', async () => {
  const { id } = await begin();
  await handIn(sealed([requestOf(id, { sourceIp: 'planted' })]));
  const rows = await plane.query<{ sealed: Buffer }>('SELECT sealed FROM captured_requests');
  expect(rows[0]!.sealed.toString('latin1')).not.toContain('planted');
  expect((await plane.signedFetch(`${path}/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect(await plane.query('SELECT 1 FROM captured_requests')).toEqual([]);
  // What comes late has no capture any more.
  expect(await handIn(sealed([requestOf(id)]))).toBe(200);
  expect(await plane.query('SELECT 1 FROM captured_requests')).toEqual([]);
});

test.each<[string, () => string]>([
  ['what no gateway has sealed', () => JSON.stringify([requestOf('x')])],
  ['what another installation has sealed', () => createGatewaySeal('other').seal('[]', captureBlockContext)],
  ['no list', () => createGatewaySeal(plane.gatewayToken).seal('{}', captureBlockContext)],
  ['a list of something else', () => sealed([{ captureId: 'x' } as CapturedRequest])],
])('%s is refused for good', async (_, block) => {
  expect(await handIn(block())).toBe(422);
});

test('another account and another region see nothing of it', async () => {
  const { id } = await begin();
  const others = [{ credentials: await plane.credentialsOf('222222222222') }, { region: 'eu-west-1' }];
  for (const other of others) {
    for (const target of [`${path}/${id}`, `${path}/${id}/requests`]) {
      expect((await plane.signedFetch(target, other)).status).toBe(404);
    }
    expect((await plane.signedFetch(`${path}/${id}`, { method: 'DELETE', ...other })).status).toBe(404);
    expect(await (await plane.signedFetch(path, other)).json()).toEqual({ items: [] });
    const body = { ...stage, requestId: randomUUID() };
    expect((await plane.signedFetch(path, { method: 'POST', body, ...other })).status).toBe(404);
  }
  expect((await plane.signedFetch(`${path}/${id}`)).status).toBe(200);
});

test('of an account ten run at one time, however many begin at once', async () => {
  const begun = await Promise.all(Array.from({ length: 14 }, () => begin()));
  expect(begun.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(begun.find(({ status }) => status !== 201)).toMatchObject({
    message: 'At most 10 captures of an account can run at one time',
  });
  await plane.query(`UPDATE captures SET until = now()`);
  expect((await begin()).status).toBe(201);
});
