import { CreateApiCommand, CreateStageCommand, type ProtocolType } from '@aws-sdk/client-apigatewayv2';
import { gateways } from '#libs/persistence';
import type { ConnectionsQuestion, OpenConnectionState } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { clientOfV2 } from '../../testing/client-of-v2.js';
import { createFakeGateway, type FakeGateway } from '../../testing/fake-gateway.js';
import { allowing, limitedUser } from '../../testing/limited-user.js';
import { claimAsGateway, postAsGateway } from '../../testing/post-as-gateway.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
let gateway: FakeGateway;
let apiId: string;

beforeAll(async () => {
  plane = await startControlPlane();
  apiId = await newApi('WEBSOCKET');
  gateway = createFakeGateway(plane, 'g1');
  gateway.follow();
  await waitFor(async () =>
    (await plane.database.read((uow) => gateways.list(uow))).some(({ connected }) => connected),
  );
});
afterAll(async () => {
  await gateway?.kill();
  await plane?.close();
});

async function newApi(ProtocolType: ProtocolType): Promise<string> {
  const client = clientOfV2(plane);
  const made = await client.send(
    new CreateApiCommand({
      Name: 'chat',
      ProtocolType,
      ...(ProtocolType === 'WEBSOCKET' && { RouteSelectionExpression: '$request.body.action' }),
    }),
  );
  await client.send(new CreateStageCommand({ ApiId: made.ApiId, StageName: 'prod' }));
  return made.ApiId!;
}

const pathOf = (id: string, stageName: string, query = ''): string =>
  `/_tollgate/v1/apis/${id}/stages/${stageName}/connections${query}`;

const connection = (connectionId: string): OpenConnectionState => ({
  connectionId,
  connectedAtMs: Date.now() - 5_500,
  lastActiveAtMs: Date.now(),
  sourceIp: '10.0.0.7',
  userAgent: null,
  principalId: 'ada',
  apiKeyId: null,
});

/** Lists, while a gateway is asked and answers so. */
async function list(query: string, connections: readonly OpenConnectionState[] | null) {
  const response = plane.signedFetch(pathOf(apiId, 'prod', query));
  const question = (await claimAsGateway(plane, 'g1')) as unknown as ConnectionsQuestion;
  await postAsGateway(plane, 'g1', `${question.id}/result`, { kind: 'connections', connections });
  const answered = await response;
  const body = (await answered.json()) as { items: { connectionId: string }[]; position?: string };
  return { status: answered.status, body, question };
}

test('a gateway is asked, and what it says is shown, page by page', async () => {
  const [one, two, three] = ['a', 'b', 'c'].map(connection) as [
    OpenConnectionState,
    OpenConnectionState,
    OpenConnectionState,
  ];
  const first = await list('?limit=2', [one, two, three]);
  expect(first.question).toMatchObject({
    formatVersion: 2,
    connectionsOf: { apiId, stageName: 'prod', after: null, limit: 3 },
  });
  expect(first.body.items).toEqual([
    {
      connectionId: 'a',
      connectedAt: new Date(one.connectedAtMs).toISOString(),
      lastActiveAt: new Date(one.lastActiveAtMs).toISOString(),
      ageSeconds: expect.any(Number) as number,
      identity: { sourceIp: '10.0.0.7', userAgent: null, principalId: 'ada', apiKeyId: null },
    },
    expect.objectContaining({ connectionId: 'b' }),
  ]);
  const last = await list(`?limit=2&position=${first.body.position}`, [three]);
  expect(last.question.connectionsOf).toMatchObject({ after: 'b', limit: 3 });
  expect(last.body).toEqual({ items: [expect.objectContaining({ connectionId: 'c' })] });
});

test('while one of the gateways does not say what it holds there is no list', async () => {
  expect(await list('', null)).toMatchObject({
    status: 503,
    body: { message: 'A gateway that may hold connections does not answer; try again later.' },
  });
});

test('only stages of WebSocket APIs of the caller have one', async () => {
  const http = await newApi('HTTP');
  for (const [id, stageName, status] of [
    [apiId, 'other', 404],
    ['nosuchapi1', 'prod', 404],
    [http, 'prod', 400],
  ] as const) {
    expect((await plane.signedFetch(pathOf(id, stageName))).status).toBe(status);
  }
});

test('who may is said by policies, on the stage', async () => {
  const arn = `arn:aws:tollgate:us-east-1:${plane.accountId}:apis/${apiId}/stages/other`;
  const user = await limitedUser(plane, allowing('tollgate:ListConnections', arn));
  const asUser = (stageName: string) =>
    plane.signedFetch(pathOf(apiId, stageName), { credentials: user.credentials });
  expect((await asUser('prod')).status).toBe(403);
  expect((await asUser('other')).status).toBe(404);
});
