import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APIGatewayClient, CreateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import pg from 'pg';
import { startJobConsumer, type Job } from '#libs/queue';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, freePort, startProcess, stopProcesses, waitFor } from '#libs/testing';
import { firstCredential, startControlPlane } from '../testing/start-control-plane.js';

interface Running {
  readonly url: string;
  readonly databaseUrl: string;
  readonly client: APIGatewayClient;
  /** Resolves when it has stopped in good order. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** A stop does not wait for gateways; the test would, for as long as a test may take. */
const env = { TOLLGATE_DEPLOY_WAIT_MS: '30000' };

async function startApplication(): Promise<Running> {
  let databaseUrl = '';
  const plane = await startControlPlane({ env, databaseUrlOf: (url) => (databaseUrl = url) });
  const { url, client, app } = plane;
  return { url, databaseUrl, client, stop: () => app.close(), remove: () => plane.close() };
}

/** The control plane's own main, from sources. */
async function startMain(): Promise<Running> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'tollgate-stop-'));
  const port = String(await freePort());
  const main = startProcess('apps/control-plane/src/main.ts', {
    env: {
      ...env,
      DATABASE_URL: database.url,
      TOLLGATE_CONTROL_PLANE_PORT: port,
      TOLLGATE_DATA_DIR: dataDir,
      NODE_OPTIONS: '--import=./test/support/run-sources.mjs',
    },
  });
  await main.waitForOutput(/is ready/);
  const url = `http://127.0.0.1:${port}`;
  const credentials = await firstCredential(dataDir);
  const client = new APIGatewayClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  return {
    url,
    databaseUrl: database.url,
    client,
    stop: async () => expect(await main.stop('SIGTERM')).toEqual({ code: 0, signal: null }),
    remove: async () => {
      client.destroy();
      await stopProcesses();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Whether somebody waits for a lock in the database. */
async function isWaited(client: pg.Client): Promise<boolean> {
  // Within a transaction Postgres shows who does what as it was when it was first asked.
  await client.query('SELECT pg_stat_clear_snapshot()');
  const { rowCount } = await client.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rowCount === 1;
}

const isDeaf = (url: string): Promise<boolean> =>
  fetch(`${url}/_tollgate/health`).then(
    () => false,
    () => true,
  );

/** The first job of the queue; nobody sweeps the outbox here. */
async function firstJob(url: string): Promise<Job> {
  const jobs: Job[] = [];
  const consumer = await startJobConsumer(
    { backend: 'postgres', url, log: silentLogger },
    {
      process: async (job) => void jobs.push(job),
      concurrency: 1,
      onFailed: async () => undefined,
      onDead: async () => undefined,
    },
  );
  try {
    return await waitFor(() => jobs[0], { describe: 'a job in the queue' });
  } finally {
    await consumer.close();
  }
}

test.each([
  ['application is closed', startApplication],
  ['process is sent SIGTERM', startMain],
])('a call that runs when the %s is answered, its change committed and its job queued', async (_, start) => {
  const running = await start();
  const holder = new pg.Client({ connectionString: running.databaseUrl });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE usage_plans IN SHARE MODE');
    const call = running.client.send(new CreateUsagePlanCommand({ name: 'late' }));
    await waitFor(() => isWaited(holder), { describe: 'the call to wait for the lock' });

    const stopped = running.stop();
    await waitFor(() => isDeaf(running.url), { describe: 'the control plane to listen no more' });
    await holder.query('COMMIT');

    const { id } = await call;
    await stopped;
    const plans = await holder.query('SELECT name FROM usage_plans WHERE id = $1', [id]);
    expect(plans.rows).toEqual([{ name: 'late' }]);
    expect(await firstJob(running.databaseUrl)).toMatchObject({
      name: 'publish-usage-plan',
      payload: { usagePlanId: id },
    });
  } finally {
    await holder.end();
    await running.remove();
  }
});
