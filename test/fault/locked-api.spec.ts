import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetRestApisCommand,
  PutRestApiCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import pg from 'pg';
import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { createMeteredApi } from './support/metered-api.js';

let tollgate: Installation;
let neighbour: APIGatewayClient;
let holder: pg.Client;
beforeAll(async () => {
  tollgate = await startInstallation({
    env: {
      // Those who wait do so for longer than anybody waits for a connection to Postgres: 5 s.
      TOLLGATE_DATABASE_LOCK_TIMEOUT_MS: '60000',
      // A gateway that fails to post for a second would say that the control plane is away.
      TOLLGATE_QUOTA_GRACE_MS: '1000',
    },
  });
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } =
    tollgate.awsEnvironment;
  neighbour = new APIGatewayClient({
    endpoint: tollgate.controlPlaneUrl,
    // What is in another region is another owner's.
    region: 'eu-central-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
  holder = new pg.Client({ connectionString: tollgate.postgres.url });
  await holder.connect();
}, 120_000);
afterAll(async () => {
  await holder?.end();
  neighbour?.destroy();
  await tollgate?.close();
});

/** 6 MB that are read whole and mean little. */
const body = Buffer.from(
  JSON.stringify({
    swagger: '2.0',
    info: { title: 'large' },
    paths: { '/large': { get: { responses: { '200': { description: 'ok' } } } } },
    'x-rest': Array.from({ length: 55_000 }, (_, index) => ({ index, text: 'x'.repeat(80) })),
  }),
);

const rounds = 20;

test('whoever waits for an API that a dead process has locked keeps nobody else waiting', async () => {
  const { client } = tollgate;
  const metered = await createMeteredApi(client);
  const key = await metered.addKey(10_000);
  const other = await createApi(client, 'other');
  await putMockMethod(client, { restApiId: other.restApiId, resourceId: other.rootId, body: 'ok' });
  const { restApiId } = await createApi(client, 'locked');

  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM rest_apis WHERE id = $1 FOR UPDATE', [restApiId]);
  let held = true;
  const outcomes = new Set<string>();
  /** Again and again, as whoever is told to try again later does. */
  const insist = async (call: () => Promise<unknown>): Promise<void> => {
    for (;;) {
      const outcome = await call().then(
        () => 'done',
        ({ name, message }: Error) => `${name}: ${message}`,
      );
      outcomes.add(outcome);
      if (outcome === 'done' || !held) return;
    }
  };
  const waiting = [
    insist(() => client.send(new PutRestApiCommand({ restApiId, body }))),
    ...Array.from({ length: 10 }, (_, index) =>
      insist(() =>
        client.send(
          new UpdateRestApiCommand({
            restApiId,
            patchOperations: [{ op: 'replace', path: '/description', value: String(index) }],
          }),
        ),
      ),
    ),
  ];

  const gateway = tollgate.gateways[0]!;
  for (let round = 1; round <= rounds; round += 1) {
    await neighbour.send(new CreateRestApiCommand({ name: `neighbour-${round}` }));
    await neighbour.send(new GetRestApisCommand({}));
    const answer = await fetch(`http://127.0.0.1:${gateway.httpPort}${metered.path}`, {
      headers: { 'x-api-key': key.value },
    });
    expect(answer.status).toBe(200);
    const status = await fetch(`http://127.0.0.1:${gateway.adminPort}/_tollgate/status`);
    expect(await status.json()).toMatchObject({ usage: { connected: true, away: false } });
  }
  // The feed brings what is new, and the exchange what was used.
  await deploy(client, other.restApiId, 'dev');
  await waitFor(async () => (await tollgate.invoke(other.restApiId, '/dev/')).status === 200);
  await waitFor(async () => (await key.usedToday())[0] === rounds);
  expect((await holder.query('SELECT 1 AS held')).rows).toEqual([{ held: 1 }]);
  expect(outcomes).not.toContain('done');

  held = false;
  await holder.query('ROLLBACK');
  await Promise.all(waiting);
  // AWS's words to whoever comes between; 503 would say that the whole service is away.
  outcomes.delete('ConflictException: ' + concurrent);
  expect([...outcomes]).toEqual(['done']);
}, 240_000);

const concurrent = 'Unable to complete operation due to concurrent modification. Please try again later.';
