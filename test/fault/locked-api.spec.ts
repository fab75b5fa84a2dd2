import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetRestApisCommand,
  PutRestApiCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import pg from 'pg';
import { createDatabase, createSealer, credentials } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { createMeteredApi } from './support/metered-api.js';

const masterKey = Buffer.alloc(32, 7);
/** Nobody judges by the clock here: this is for what would otherwise never end. */
const patient = { timeoutMs: 120_000 };

let tollgate: Installation;
let neighbour: APIGatewayClient;
let holder: pg.Client;
beforeAll(async () => {
  tollgate = await startInstallation({
    env: {
      // Those who wait do so for longer than anybody waits for a connection to Postgres: 5 s.
      TOLLGATE_DATABASE_LOCK_TIMEOUT_MS: '60000',
      TOLLGATE_MASTER_KEY: masterKey.toString('hex'),
      // What is live on return is so on a busy machine, too.
    },
  });
  neighbour = new APIGatewayClient({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: await addAccount('999999999999'),
    maxAttempts: 1,
  });
  holder = new pg.Client({ connectionString: tollgate.postgres.url });
  await holder.connect();
}, 180_000);
afterAll(async () => {
  await holder?.end();
  neighbour?.destroy();
  await tollgate?.close();
});

/** Gives another account a key to sign with, as an operator does. */
async function addAccount(accountId: string): Promise<{ accessKeyId: string; secretAccessKey: string }> {
  const database = createDatabase({ url: tollgate.postgres.url, poolSize: 1, log: silentLogger });
  const made = { accessKeyId: 'AKIANEIGHBOUR', secretAccessKey: 'secret of the neighbour' };
  await database.write((uow) =>
    credentials.insertRoot(uow, createSealer(masterKey), { ...made, accountId, isOperator: false }),
  );
  await database.close();
  return made;
}

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
    const response = await fetch(`http://127.0.0.1:${gateway.httpPort}${metered.path}`, {
      headers: { 'x-api-key': key.value },
    });
    expect(response.status).toBe(200);
  }
  // The feed brings what is new, and the exchange what was used.
  await deploy(client, other.restApiId, 'dev');
  await waitFor(async () => (await tollgate.invoke(other.restApiId, '/dev/')).status === 200, patient);
  await waitFor(async () => (await key.usedToday())[0] === rounds, patient);
  const status = await fetch(`http://127.0.0.1:${gateway.adminPort}/_tollgate/status`);
  expect(await status.json()).toMatchObject({ usage: { connected: true, away: false } });
  expect((await holder.query('SELECT 1 AS held')).rows).toEqual([{ held: 1 }]);
  expect(outcomes).not.toContain('done');

  held = false;
  await holder.query('ROLLBACK');
  await Promise.all(waiting);
  // AWS's words to whoever comes between; 503 would say that the whole service is away.
  outcomes.delete('ConflictException: ' + concurrent);
  expect([...outcomes]).toEqual(['done']);
}, 360_000);

const concurrent = 'Unable to complete operation due to concurrent modification. Please try again later.';
