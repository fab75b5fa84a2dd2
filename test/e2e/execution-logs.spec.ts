import {
  CreateDeploymentCommand,
  UpdateAccountCommand,
  UpdateStageCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { waitFor } from '#libs/testing';
import { createApi, createResource, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// From UpdateStage to FilterLogEvents: what an operator sees of a request whose id a customer has sent.
let tollgate: Installation;
let logs: CloudWatchLogsClient;
let restApiId: string;

beforeAll(async () => {
  tollgate = await startInstallation();
  const { client } = tollgate;
  const { region, credentials } = client.config;
  logs = new CloudWatchLogsClient({ endpoint: tollgate.controlPlaneUrl, region, credentials });
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

const updateStage = (path: string, value: string) =>
  tollgate.client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'dev',
      patchOperations: [{ op: 'replace', path, value }],
    }),
  );
const updateAccount = (...patchOperations: PatchOperation[]) =>
  tollgate.client.send(new UpdateAccountCommand({ patchOperations }));

/** Calls the API; the id of the request. */
async function call(): Promise<string> {
  const response = await tollgate.invoke(restApiId, '/dev/pets');
  expect(response.status).toBe(200);
  return response.headers.get('x-amzn-requestid')!;
}

/** The lines of a request. An id stands in quotes: patterns are made of words. */
async function linesOf(requestId: string): Promise<string[]> {
  const { events } = await logs.send(
    new FilterLogEventsCommand({
      logGroupName: `API-Gateway-Execution-Logs_${restApiId}/dev`,
      filterPattern: `"${requestId}"`,
    }),
  );
  return (events ?? []).map(({ message = '' }) => message);
}

const isComplete = (lines: readonly string[]): boolean =>
  lines.some((line) => line.includes('Method completed with status: 200'));

test('a level is live when UpdateStage returns, and every line of a request is found by its id', async () => {
  await updateStage('/*/*/logging/loglevel', 'INFO');
  const requestId = await call();
  const lines = await waitFor(
    async () => {
      const found = await linesOf(requestId).catch(() => []);
      return isComplete(found) ? found : null;
    },
    { timeoutMs: 60_000, describe: 'the request is in the log' },
  );
  expect(lines).toHaveLength(12);
  for (const line of lines) expect(line.startsWith(`(${requestId}) `)).toBe(true);
  expect(lines[4]).toBe(`(${requestId}) Starting execution for request: ${requestId}`);
});

test('what is switched off, or taken the account’s role, is not logged from the next request on', async () => {
  await updateStage('/*/*/logging/loglevel', 'OFF');
  const off = await call();
  await updateStage('/~1pets/GET/logging/loglevel', 'INFO');
  await updateAccount({ op: 'replace', path: '/cloudwatchRoleArn', value: '' });
  const withoutRole = await call();
  await updateAccount({
    op: 'replace',
    path: '/cloudwatchRoleArn',
    value: 'arn:aws:iam::000000000000:role/logs',
  });
  const logged = await call();
  await waitFor(async () => isComplete(await linesOf(logged)), {
    timeoutMs: 60_000,
    describe: 'the request is in the log',
  });
  // Lines come in the order of their requests.
  expect(await linesOf(off)).toEqual([]);
  expect(await linesOf(withoutRole)).toEqual([]);
});
