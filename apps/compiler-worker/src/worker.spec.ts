import {
  apiKeys,
  createDatabase,
  outbox,
  publishedDocuments,
  restApis,
  deployments,
  usagePlanKeys,
  usagePlans,
  type Database,
  type OutboxRow,
} from '#libs/persistence';
import { createJobProducer, type Job, type JobName, type JobPayloads, type JobProducer } from '#libs/queue';
import { createLogger, silentLogger } from '#libs/telemetry';
import { createTestDatabase, waitFor, type TestDatabase } from '#libs/testing';
import { readConfig } from '#libs/config';
import { createHash } from 'node:crypto';
import { compilerWorkerConfig } from './config.js';
import type { INestApplicationContext } from '@nestjs/common';
import { queueOf } from './config.module.js';
import { startWorker } from './start-worker.js';
import { owner, seedDefinition } from './testing/seed-definition.js';

let testDatabase: TestDatabase;
let database: Database;
let workers: INestApplicationContext[];
let seed: ReturnType<typeof seedDefinition>;
let producer: JobProducer;
const logged: string[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 6, log: silentLogger });
  await database.migrate();
  seed = seedDefinition(database);
  const config = readConfig({ DATABASE_URL: testDatabase.url }, compilerWorkerConfig);
  const log = createLogger({
    name: 'spec',
    level: 'debug',
    stream: { write: (line: string) => logged.push(line) },
  });
  const quick = { config, log, retry: { attempts: 3, firstDelayMs: 20, delayMaxMs: 40 } };
  producer = createJobProducer(queueOf(config, silentLogger));
  // Two, sweeping and consuming side by side: nothing below may happen twice.
  workers = await Promise.all([startWorker(quick), startWorker(quick)]);
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await producer.close();
  await database.close();
  await testDatabase.drop();
});

const row = (id: string) => database.read((uow) => outbox.find(uow, id));
const ended = (id: string): Promise<OutboxRow> =>
  waitFor(
    async () => {
      const found = await row(id);
      return found && (found.doneAtMs !== null || found.deadAtMs !== null) ? found : null;
    },
    { describe: `job ${id} to end` },
  );
/** As the control plane does it: the row in the transaction, the job into the queue after the commit. */
const run = async <N extends JobName>(name: N, payload: JobPayloads[N]): Promise<OutboxRow> => {
  const id = await seed.job(name, payload);
  await producer.enqueue([{ id, name, payload } as unknown as Job]);
  return ended(id);
};
const publish = (restApiId: string) => run('publish-rest-api', { restApiId });
const head = async () => {
  const rows = await testDatabase.query<{ seq: string }>(
    'SELECT coalesce(max(seq), 0) AS seq FROM published_documents',
  );
  return Number(rows[0]?.seq);
};
const after = async (seq: number) =>
  (await database.read((uow) => publishedDocuments.page(uow, { after: seq, count: 500, bytes: 1e7 })))
    .changes;
const told = async (seq: number) =>
  (await after(seq)).map(
    ({ kind, name, body }) =>
      `${body === null ? '-' : '+'}${kind === 'snapshot' ? 'snapshot' : `${kind} ${name}`}`,
  );

test('a deployment with its stage is published once, the snapshot first, and the job says up to where', async () => {
  const before = await head();
  await seed.restApi('api0000001');
  await seed.deployment('api0000001', 'dep001', 'one');
  await seed.stage('api0000001', 'dev', 'dep001');
  const job = await publish('api0000001');
  expect(await told(before)).toEqual(['+snapshot', '+stage api0000001/dev']);
  const [snapshot, stage] = await after(before);
  expect(JSON.parse(stage?.body ?? '')).toMatchObject({
    deploymentId: 'dep001',
    snapshotDigest: snapshot?.name,
  });
  expect(
    createHash('sha256')
      .update(snapshot?.body ?? '')
      .digest('hex'),
  ).toBe(snapshot?.name);
  expect(job).toMatchObject({ publishedSeq: stage?.seq, deadAtMs: null });
  expect(await database.read((uow) => deployments.compilationStates(uow, 'api0000001'))).toMatchObject([
    { snapshotDigest: snapshot?.name, compileError: null },
  ]);
});

test('a job that finds nothing changed publishes nothing, and is done as of what is there', async () => {
  const before = await head();
  const job = await publish('api0000001');
  expect(await told(before)).toEqual([]);
  expect(job.publishedSeq).toBe(before);
});

test('a roll-back tells of the stage alone: the older snapshot is still there', async () => {
  await seed.deployment('api0000001', 'dep002', 'two');
  await seed.moveStage('api0000001', 'dev', 'dep002');
  await publish('api0000001');
  const before = await head();
  await seed.moveStage('api0000001', 'dev', 'dep001');
  await publish('api0000001');
  expect(await told(before)).toEqual(['+stage api0000001/dev']);
});

test('a deleted deployment takes its snapshot with it, unless another has the same', async () => {
  await seed.deployment('api0000001', 'dep003', 'two');
  await publish('api0000001');
  const before = await head();
  await database.write((uow) => deployments.remove(uow, 'api0000001', 'dep002'));
  await publish('api0000001');
  expect(await told(before)).toEqual([]);
  await database.write((uow) => deployments.remove(uow, 'api0000001', 'dep003'));
  await publish('api0000001');
  expect(await told(before)).toEqual(['-snapshot']);
});

test('a deployment that does not compile is dead with the reason, and holds up nothing else', async () => {
  const before = await head();
  await seed.deployment('api0000001', 'dep004', 'four', 'NEWER');
  await seed.stage('api0000001', 'broken', 'dep004');
  await seed.deployment('api0000001', 'dep005', 'five');
  await seed.moveStage('api0000001', 'dev', 'dep005');
  const job = await publish('api0000001');
  expect(job.doneAtMs).toBeNull();
  expect(job.lastError).toMatch(/dep004 does not compile: GET \/: authorization type NEWER/);
  expect(job.attempts).toBe(1);
  expect(await told(before)).toEqual(['+snapshot', '+stage api0000001/dev']);
  const states = await database.read((uow) => deployments.compilationStates(uow, 'api0000001'));
  expect(states.map(({ compileError }) => compileError)).toEqual([
    null,
    expect.stringContaining('NEWER'),
    null,
  ]);
});

test('a stage that is moved to a deployment that does not compile keeps serving what it served', async () => {
  const before = await head();
  await seed.moveStage('api0000001', 'dev', 'dep004');
  const job = await publish('api0000001');
  expect(job.lastError).toContain('stage dev points to deployment dep004');
  expect(await told(before)).toEqual([]);
});

test('a RestApi that is gone takes everything back, stages first', async () => {
  const before = await head();
  await database.write((uow) => restApis.remove(uow, owner, 'api0000001'));
  const job = await publish('api0000001');
  expect(await told(before)).toEqual(['-stage api0000001/dev', '-snapshot', '-snapshot']);
  expect(job.publishedSeq).toBe(await head());
});

test('jobs that nobody put into the queue are found by the sweep; many for one RestApi publish each change once', async () => {
  const before = await head();
  await seed.restApi('api0000002');
  const ids: string[] = [];
  for (let version = 0; version < 10; version += 1) {
    await seed.deployment('api0000002', `dep${version}`, `${version}`);
    ids.push(await seed.job('publish-rest-api', { restApiId: 'api0000002' }));
  }
  await Promise.all(ids.map(ended));
  expect(await told(before)).toEqual(Array.from({ length: 10 }, () => '+snapshot'));
});

test('a job that a worker of an earlier release did not know, and gave up, is done all the same', async () => {
  const id = await seed.job('publish-access-key', { accessKeyId: 'AKIAGONE' });
  await testDatabase.query(
    `UPDATE outbox SET dead_at = now(), attempts = 1, last_error = 'unknown job name "publish-access-key"'
      WHERE id = ${id}`,
  );
  await waitFor(async () => ((await row(id))?.doneAtMs ?? null) !== null || null, {
    describe: 'the job to be done',
  });
});

test('API keys, plans, quotas and accounts are published, and taken back when they are gone', async () => {
  const before = await head();
  const apiKey = {
    owner,
    id: 'key0000001',
    name: null,
    description: null,
    enabled: true,
    createdAtMs: 1,
    lastUpdatedAtMs: 1,
    customerId: null,
    stageKeys: [],
    tags: {},
    valueDigest: 'e'.repeat(64),
  };
  const plan = {
    owner,
    id: 'plan01',
    name: 'gold',
    description: null,
    createdAtMs: 1,
    apiStages: [],
    throttle: null,
    quota: { limit: 20, offset: 0, period: 'DAY' as const },
    productCode: null,
    tags: {},
  };
  await database.write(async (uow) => {
    await apiKeys.insert(uow, apiKey, Buffer.from('sealed'));
    await usagePlans.insert(uow, plan);
    await usagePlanKeys.insert(uow, 'plan01', 'key0000001');
  });
  await run('publish-usage-plan', { usagePlanId: 'plan01' });
  await run('publish-api-key', { keyId: 'key0000001' });
  await run('publish-quota', { usagePlanId: 'plan01', keyId: 'key0000001' });
  await run('publish-account', owner);
  const changes = await after(before);
  expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'usage-plan plan01',
    `api-key ${'e'.repeat(64)}`,
    'quota plan01/key0000001',
    'account 000000000000/us-east-1',
  ]);
  expect(JSON.parse(changes[1]?.body ?? '')).toMatchObject({ enabled: true, usagePlanIds: ['plan01'] });
  const seq = await head();
  await database.write(async (uow) => {
    await apiKeys.remove(uow, owner, 'key0000001');
    await usagePlans.remove(uow, owner, 'plan01');
  });
  await run('publish-api-key', { keyId: 'key0000001' });
  await run('publish-usage-plan', { usagePlanId: 'plan01' });
  expect(await told(seq)).toEqual([`-api-key ${'e'.repeat(64)}`, '-usage-plan plan01']);
});

describe('while publishing fails', () => {
  beforeAll(async () => {
    await testDatabase.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.subject LIKE 'account/%' THEN RAISE 'the disk is full: SECRET-91be'; END IF; RETURN NEW; END $$`);
    await testDatabase.query(
      'CREATE TRIGGER refuse BEFORE INSERT ON published_documents FOR EACH ROW EXECUTE FUNCTION refuse()',
    );
  });

  test('a job is tried again, its failures recorded, and dead in the end with the reason; retried by hand it is done', async () => {
    const before = await head();
    const other = { accountId: '111111111111', region: 'us-east-1' };
    const id = await seed.job('publish-account', other);
    expect(await ended(id)).toMatchObject({ doneAtMs: null, attempts: 3, lastError: 'the disk is full...' });
    expect(await told(before)).toEqual([]);
    // What a driver quotes is in no line and in no record.
    expect(logged.filter((line) => line.includes('the disk is full'))).not.toEqual([]);
    expect(logged.filter((line) => line.includes('SECRET'))).toEqual([]);
    await testDatabase.query('DROP TRIGGER refuse ON published_documents');
    await database.write((uow) => outbox.retry(uow, id));
    await waitFor(async () => (await row(id))?.doneAtMs, { describe: 'the job to be done' });
    expect(await told(before)).toEqual(['+account 111111111111/us-east-1']);
  });
});
