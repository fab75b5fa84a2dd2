import { CreateDeploymentCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  paginateFilterLogEvents,
  type FilteredLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import { waitFor } from '#libs/testing';
import { createApi, createResource, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// An access log from UpdateStage to CloudWatch Logs, over two gateways.
let tollgate: Installation;
let logs: CloudWatchLogsClient;
let restApiId: string;
const logGroupName = 'access/pets';

beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2 });
  const { client } = tollgate;
  logs = new CloudWatchLogsClient({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: client.config.credentials,
  });
  const api = await createApi(client, 'logged');
  restApiId = api.restApiId;
  const resourceId = await createResource(client, restApiId, api.rootId, 'pets');
  await putMockMethod(client, { restApiId, resourceId, body: 'in' });
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
}, 180_000);
afterAll(async () => {
  logs?.destroy();
  await tollgate?.close();
});

async function events(filterPattern?: string): Promise<FilteredLogEvent[]> {
  const found: FilteredLogEvent[] = [];
  const pages = paginateFilterLogEvents({ client: logs }, { logGroupName, filterPattern });
  for await (const page of pages) found.push(...(page.events ?? []));
  return found;
}

const accessLog = (member: string, value: string) =>
  ({ op: 'replace', path: `/accessLogSettings/${member}`, value }) as const;

test('each request of a logged stage is one line of its group, from the call on that sets it', async () => {
  const format = JSON.stringify({
    id: '$context.requestId',
    agent: '$context.identity.userAgent',
    status: '$context.status',
    reason: '$context.tollgate.reason',
  }).replace('"$context.status"', '$context.status');
  const destination = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`;
  const patchOperations = [accessLog('format', format), accessLog('destinationArn', destination)];
  await tollgate.client.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }));

  const ids = new Map<string, number>();
  const agent = '","forged":"';
  for (let round = 0; round < 25; round++) {
    const calls = [0, 1].flatMap((gateway) =>
      ['/dev/pets', '/dev/nowhere'].map((path) =>
        tollgate.invoke(restApiId, path, { gateway, headers: { 'user-agent': agent } }),
      ),
    );
    for (const response of await Promise.all(calls)) {
      ids.set(response.headers.get('x-amzn-requestid')!, response.status);
      await response.arrayBuffer();
    }
  }
  expect(ids.size).toBe(100);

  const read = await waitFor(
    async () => {
      const found = await events().catch(() => []);
      return found.length >= ids.size ? found : undefined;
    },
    { timeoutMs: 60_000, describe: 'all lines are in CloudWatch Logs' },
  );
  const lines = read.map(({ message }) => JSON.parse(message!) as Record<string, unknown>);
  expect(new Map(lines.map(({ id, status }) => [id, status]))).toEqual(ids);
  expect(lines).toHaveLength(ids.size);
  for (const line of lines) expect(line).toMatchObject({ agent });
  // A stream for each gateway, named as AWS's are.
  const streams = new Set(read.map(({ logStreamName }) => logStreamName!));
  expect(streams.size).toBe(2);
  for (const stream of streams) expect(stream).toMatch(/^[0-9a-f]{32}$/);

  const refused = await events('{ $.status = 403 && $.reason = "route.missing" }');
  expect(refused).toHaveLength(50);
});
