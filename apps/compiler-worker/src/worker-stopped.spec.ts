import { createDatabase, outbox, publishedDocuments, type Database } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import {
  createTestDatabase,
  startProcess,
  stopProcesses,
  waitFor,
  type TestDatabase,
  type TestProcess,
} from '#libs/testing';
import { seedDefinition } from './testing/seed-definition.js';

let testDatabase: TestDatabase;
let database: Database;
let seed: ReturnType<typeof seedDefinition>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 4, log: silentLogger });
  await database.migrate();
  seed = seedDefinition(database);
  // While `held` has a row, whoever publishes stands in the midst of it, the feed's lock in hand.
  await testDatabase.query('CREATE TABLE held (by text)');
  await testDatabase.query(`CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      WHILE EXISTS (SELECT FROM held) LOOP PERFORM pg_sleep(0.01); END LOOP; RETURN NEW; END $$`);
  await testDatabase.query(
    'CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON published_documents FOR EACH ROW EXECUTE FUNCTION hold()',
  );
});
afterAll(async () => {
  await stopProcesses();
  await database.close();
  await testDatabase.drop();
});

/** Nobody judges by the clock here: this is for what would otherwise never end. */
const patient = { timeoutMs: 60_000 };

/** The worker's own main, from sources. */
async function startWorkerProcess(): Promise<TestProcess> {
  const started = startProcess('apps/compiler-worker/src/main.ts', {
    env: {
      DATABASE_URL: testDatabase.url,
      TOLLGATE_DATABASE_IDLE_TIMEOUT_MS: '1000',
      NODE_OPTIONS: '--import=./test/support/run-sources.mjs',
    },
  });
  await started.waitForOutput(/is ready/, patient.timeoutMs);
  return started;
}

/** What the session does that has the feed's lock. */
const holderOfLock = async (): Promise<string | undefined> => {
  const [holder] = await testDatabase.query<{ doing: string }>(
    `SELECT concat_ws(', ', state, wait_event) AS doing FROM pg_stat_activity JOIN pg_locks USING (pid)
      WHERE locktype = 'advisory' AND granted AND pg_stat_activity.datname = current_database()
        AND ((classid::bigint << 32) | objid::bigint) = hashtextextended('tollgate feed', 0)`,
  );
  return holder?.doing;
};

async function deployed(restApiId: string): Promise<string> {
  await seed.restApi(restApiId);
  await seed.deployment(restApiId, 'dep001', restApiId);
  await seed.stage(restApiId, 'dev', 'dep001');
  return seed.job('publish-rest-api', { restApiId });
}

const isDone = (id: string) =>
  waitFor(async () => (await database.read((uow) => outbox.find(uow, id)))?.doneAtMs, {
    ...patient,
    describe: 'the job to be done',
  });

const told = async () => {
  const page = await database.read((uow) =>
    publishedDocuments.page(uow, { after: 0, count: 500, bytes: 1e7 }),
  );
  return page.changes.filter(({ kind }) => kind === 'stage').map(({ name, seq }) => `${name} ${seq}`);
};

test('a worker that stands still while it publishes keeps nobody from publishing, and does no harm when it goes on', async () => {
  const stopped = await startWorkerProcess();
  await testDatabase.query("INSERT INTO held VALUES ('the test')");
  const first = await deployed('api0000001');
  await waitFor(async () => (await holderOfLock()) === 'active, PgSleep', patient);
  process.kill(stopped.pid, 'SIGSTOP');
  expect(await holderOfLock()).toBe('active, PgSleep');
  // From here its session waits, in the transaction, for a process that says nothing more.
  await testDatabase.query('DELETE FROM held');

  const other = await startWorkerProcess();
  const second = await deployed('api0000002');
  await isDone(second);
  await isDone(first);
  const before = await told();
  expect(before.map((stage) => stage.split(' ')[0]).sort()).toEqual(['api0000001/dev', 'api0000002/dev']);

  // What it was about to write is not written: its session is gone. It goes on with what comes.
  process.kill(stopped.pid, 'SIGCONT');
  expect(await other.stop()).toEqual({ code: 0, signal: null });
  await isDone(await deployed('api0000003'));
  expect((await told()).slice(0, 2)).toEqual(before);
  expect(await stopped.stop()).toEqual({ code: 0, signal: null });
}, 240_000);
