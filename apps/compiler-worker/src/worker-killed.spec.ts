import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createDatabase, outbox, publishedDocuments, type Database } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, waitFor, type TestDatabase } from '#libs/testing';
import { seedHttpDefinition } from './testing/seed-http-definition.js';
import { seedDefinition } from './testing/seed-definition.js';

let testDatabase: TestDatabase;
let database: Database;
const children: ChildProcess[] = [];

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 4, log: silentLogger });
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await database.close();
  await testDatabase.drop();
});

/** The worker's own main, from sources; resolves when it says that it is ready. */
async function startWorkerProcess(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', './test/support/run-sources.mjs', 'apps/compiler-worker/src/main.ts'],
    {
      env: { PATH: process.env.PATH, DATABASE_URL: testDatabase.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('is ready')) break;
  }
  return child;
}

const publishing = async () => {
  const rows = await testDatabase.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
  return rows.length > 0;
};

/** Seeds an API that is ready to be published, by the worker that the seed's job is for. */
const apis = {
  REST: async () => {
    const seed = seedDefinition(database);
    await seed.restApi('api0000001');
    await seed.deployment('api0000001', 'dep001', 'one');
    await seed.stage('api0000001', 'dev', 'dep001');
    return () => seed.job('publish-rest-api', { restApiId: 'api0000001' });
  },
  HTTP: async () => {
    const seed = seedHttpDefinition(database, 'http000001');
    await seed.api();
    await seed.deployment('dep001', 'http://one.test');
    await seed.stage('$default', { deploymentId: 'dep001' });
    return seed.job;
  },
};

test.each(['REST', 'HTTP'] as const)(
  '%s: a worker waits for the migrations; killed between compiling and publishing it leaves the job to the next, which publishes once',
  async (protocol) => {
    const starting = startWorkerProcess();
    await database.migrate();
    const killed = await starting;
    const job = await apis[protocol]();

    let id = '';
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    // The worker compiles first and publishes under the feed's lock: holding the lock stops it exactly in
    // between.
    const holding = database.write(async (uow) => {
      await publishedDocuments.lockFeed(uow);
      await held;
    });
    id = await job();
    await waitFor(publishing, { describe: 'the worker to have compiled and to wait for the lock' });
    const gone = once(killed, 'exit');
    killed.kill('SIGKILL');
    await gone;
    release();
    await holding;

    const next = await startWorkerProcess();
    const row = await waitFor(
      async () => {
        const found = await database.read((uow) => outbox.find(uow, id));
        return found?.doneAtMs ? found : null;
      },
      { describe: 'the job to be done' },
    );
    const page = await database.read((uow) =>
      publishedDocuments.page(uow, { after: 0, count: 500, bytes: 1e7 }),
    );
    expect(page.changes.map(({ kind, seq }) => `${kind} ${seq}`)).toEqual(['snapshot 1', 'stage 2']);
    expect(row.publishedSeq).toBe(2);

    const ended = once(next, 'exit');
    next.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  },
);
