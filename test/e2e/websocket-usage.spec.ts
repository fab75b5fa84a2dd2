import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
} from '@aws-sdk/client-api-gateway';
import { closePayload, waitFor, type RawWebSocket } from '#libs/testing';
import { presignRequest } from '#libs/sigv4';
import { startInstallation, type Installation } from '../support/installation.js';
import {
  answerText,
  createAnsweringApi,
  nextText,
  openClient,
  sendMessage,
} from '../support/websocket-api.js';

// What a key has left, what is counted and logged of messages of WebSocket connections, and when those end.
const format = JSON.stringify({
  event: '$context.eventType',
  route: '$context.routeKey',
  connection: '$context.connectionId',
  message: '$context.messageId',
  status: '$context.status',
  key: '$context.identity.apiKeyId',
  code: '$context.disconnectStatusCode',
  reason: '$context.tollgate.reason',
  requestId: '$context.requestId',
});
const unitBytes = 32_768;

let tollgate: Installation;
let apiId: string;
const sockets: RawWebSocket[] = [];
beforeAll(async () => {
  tollgate = await startInstallation();
  apiId = await createAnsweringApi(tollgate.clientV2, {
    connect: { ApiKeyRequired: true },
    routeKeys: ['limited'],
    stage: {
      DefaultRouteSettings: { ThrottlingRateLimit: 10_000, ThrottlingBurstLimit: 5_000 },
      RouteSettings: { limited: { ThrottlingRateLimit: 0.01, ThrottlingBurstLimit: 2 } },
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:chat',
        Format: format,
      },
    },
  });
}, 180_000);
afterEach(() => {
  for (const { socket } of sockets.splice(0)) socket.destroy();
});
afterAll(async () => {
  await tollgate?.close();
});

const settings = () => {
  const { region, credentials } = tollgate.client.config;
  return { endpoint: tollgate.controlPlaneUrl, region, credentials, maxAttempts: 1 };
};

async function newKey(limit: number | null) {
  const { client } = tollgate;
  const plan = await client.send(
    new CreateUsagePlanCommand({
      name: 'chat',
      apiStages: [{ apiId, stage: 'dev' }],
      ...(limit !== null && { quota: { limit, period: 'DAY' } }),
    }),
  );
  const key = await client.send(new CreateApiKeyCommand({ enabled: true }));
  const [usagePlanId, keyId] = [plan.id!, key.id!];
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  const used = async (): Promise<readonly number[]> => {
    const startDate = new Date().toISOString().slice(0, 10);
    const usage = new GetUsageCommand({ usagePlanId, keyId, startDate, endDate: startDate });
    return (await client.send(usage)).items?.[keyId]?.[0] ?? [];
  };
  return { value: key.value!, keyId, usagePlanId, used };
}

async function open(keyValue: string): Promise<RawWebSocket> {
  const port = tollgate.gateways[0]!.httpPort;
  const socket = await openClient(apiId, port, { headers: { 'x-api-key': keyValue } });
  sockets.push(socket);
  return socket;
}

async function say(socket: RawWebSocket, bytes: number, action?: string): Promise<string> {
  sendMessage(socket, bytes, action);
  const text = await nextText(socket);
  return text === answerText ? 'passed' : (JSON.parse(text) as { message: string }).message;
}

test('a message is a use per 32 KB begun, the handshake one: of the quota exactly so many pass, and GetUsage says so', async () => {
  const key = await newKey(12);
  const socket = await open(key.value);
  expect(await say(socket, 100)).toBe('passed');
  expect(await say(socket, 3 * unitBytes + 1)).toBe('passed');
  expect(await say(socket, 2 * unitBytes)).toBe('passed');
  expect(await say(socket, 4 * unitBytes)).toBe('passed');
  // Twelve are used. The connection stays.
  expect(await say(socket, 100)).toBe('Limit Exceeded');
  expect(await say(socket, unitBytes + 1)).toBe('Limit Exceeded');
  await waitFor(async () => (await key.used())[0] === 12, {
    describe: 'twelve are reported',
    timeoutMs: 60_000,
  });
  expect(await key.used()).toEqual([12, 0]);
  await expect(open(key.value)).rejects.toThrow('the handshake got 429');
}, 120_000);

test('a message that needs more than is left is refused as a whole, and a smaller one passes', async () => {
  const key = await newKey(4);
  const socket = await open(key.value);
  expect(await say(socket, 3 * unitBytes + 1)).toBe('Limit Exceeded');
  expect(await say(socket, 2 * unitBytes + 1)).toBe('passed');
  expect(await say(socket, 1)).toBe('Limit Exceeded');
  await waitFor(async () => (await key.used())[0] === 4, {
    describe: 'four are reported',
    timeoutMs: 60_000,
  });
}, 120_000);

test('a route has its own throttle', async () => {
  const key = await newKey(null);
  const socket = await open(key.value);
  const said = [];
  for (let times = 0; times < 4; times++) said.push(await say(socket, 50, 'limited'));
  expect(said).toEqual(['passed', 'passed', 'Too Many Requests', 'Too Many Requests']);
  expect(await say(socket, 50)).toBe('passed');
});

test('each event has its line in the access log, and a refused message an explanation', async () => {
  const key = await newKey(2);
  const socket = await open(key.value);
  expect(await say(socket, 50)).toBe('passed');
  sendMessage(socket, 50);
  const { requestId, connectionId } = JSON.parse(await nextText(socket)) as Record<string, string>;
  socket.close(1000);
  await socket.untilEnd();
  const logs = new CloudWatchLogsClient(settings());
  const linesOf = async (): Promise<Record<string, string>[]> => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: 'chat' }));
    const all = events.map(({ message = '' }) => JSON.parse(message) as Record<string, string>);
    return all.filter(({ connection }) => connection === connectionId);
  };
  const lines = await waitFor(
    async () => {
      const found = await linesOf().catch(() => []);
      return found.length === 4 ? found : undefined;
    },
    { describe: 'four lines', timeoutMs: 60_000 },
  );
  expect(lines.map(({ event, route, code, reason }) => [event, route, code, reason])).toEqual([
    ['CONNECT', '$connect', '-', '-'],
    ['MESSAGE', '$default', '-', '-'],
    ['MESSAGE', '$default', '-', 'quota.day'],
    ['DISCONNECT', '$disconnect', '1000', '-'],
  ]);
  expect(lines[2]).toMatchObject({ requestId, status: '429', key: key.keyId });
  expect(lines[1]!['message']).toMatch(/=$/);
  const explained = await waitFor(
    async () => {
      const response = await tollgate.signedGet(`/_tollgate/v1/requests/${encodeURIComponent(requestId!)}`);
      return response.ok ? await response.json() : undefined;
    },
    { describe: 'the explanation', timeoutMs: 60_000 },
  );
  expect(JSON.stringify(explained)).toContain('quota.day');
}, 180_000);

test('CloudWatch has the handshakes, the messages and the minutes of a stage and of a key', async () => {
  const key = await newKey(null);
  const socket = await open(key.value);
  expect(await say(socket, 50)).toBe('passed');
  const cloudWatch = new CloudWatchClient(settings());
  const sumOf = async (MetricName: string, Namespace: string, dimensions: Record<string, string>) => {
    const { Datapoints = [] } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 3600,
        Statistics: ['Sum'],
      }),
    );
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  };
  const stage = { ApiId: apiId, Stage: 'dev' };
  const patient = { timeoutMs: 120_000, intervalMs: 500 };
  await waitFor(async () => (await sumOf('ConnectCount', 'AWS/ApiGateway', stage)) >= 1, patient);
  await waitFor(async () => (await sumOf('MessageCount', 'AWS/ApiGateway', stage)) >= 2, patient);
  const ofKey = { KeyId: key.keyId, UsagePlanId: key.usagePlanId };
  await waitFor(async () => (await sumOf('ConnectionMinutes', 'Tollgate/ApiKeys', ofKey)) >= 1, patient);
  expect(await sumOf('ConnectionMinutes', 'AWS/ApiGateway', stage)).toBeGreaterThanOrEqual(1);
}, 240_000);

describe('signed handshakes', () => {
  let guarded: string;
  beforeAll(async () => {
    guarded = await createAnsweringApi(tollgate.clientV2, {
      connect: { AuthorizationType: 'AWS_IAM' },
      tags: { 'tollgate:close-at-expiry': 'on' },
    });
  });

  async function openSigned(expiresSeconds: number): Promise<RawWebSocket> {
    const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } =
      tollgate.awsEnvironment;
    const query = presignRequest({
      method: 'GET',
      rawPath: '/dev',
      rawQuery: '',
      headers: { host: `${guarded}.execute-api.localhost` },
      body: '',
      credentials: { accessKeyId, secretAccessKey },
      region: 'us-east-1',
      service: 'execute-api',
      now: Date.now(),
      expiresSeconds,
    });
    const socket = await openClient(guarded, tollgate.gateways[0]!.httpPort, { path: `/dev?${query}` });
    sockets.push(socket);
    return socket;
  }

  test('a connection ends with the address that opened it, where its API asks for that', async () => {
    const socket = await openSigned(2);
    expect(await socket.next()).toMatchObject({ opcode: 8, payload: closePayload(4001, 'Token expired') });
  });

  test('who is denied loses the connections that are open', async () => {
    const socket = await openSigned(3600);
    expect(await say(socket, 50)).toBe('passed');
    const denied = await tollgate.signedCall('POST', '/_tollgate/v1/denied-identities', {
      type: 'access-key',
      value: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID'],
      until: new Date(Date.now() + 600_000).toISOString(),
    });
    expect(denied.ok).toBe(true);
    expect(await socket.next()).toMatchObject({ opcode: 8, payload: closePayload(1008, 'Forbidden') });
    await expect(openSigned(3600)).rejects.toThrow('the handshake got 403');
  });
});
