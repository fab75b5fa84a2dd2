import type { INestApplicationContext } from '@nestjs/common';
import { readConfig } from '#libs/config';
import { createDatabase, outbox, type Database } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, readPrometheusText, waitFor, type TestDatabase } from '#libs/testing';
import { compilerWorkerConfig } from './config.js';
import { MetricsPort } from './metrics-port.js';
import { startWorker } from './start-worker.js';
import { owner } from './testing/seed-definition.js';

let testDatabase: TestDatabase;
let database: Database;
let worker: INestApplicationContext;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 2, log: silentLogger });
  await database.migrate();
  const env = { DATABASE_URL: testDatabase.url, TOLLGATE_WORKER_METRICS_PORT: '0' };
  worker = await startWorker({ config: readConfig(env, compilerWorkerConfig), log: silentLogger });
});
afterAll(async () => {
  await worker.close();
  await database.close();
  await testDatabase.drop();
});

test('a worker shows its queue, the jobs that are not done, and its connections', async () => {
  const read = async () => {
    const response = await fetch(`http://127.0.0.1:${worker.get(MetricsPort).port}/_tollgate/metrics`);
    const families = readPrometheusText(await response.text());
    return (series: string) => families.get(series.split('{')[0]!)?.samples.get(series);
  };
  const valueOf = await read();
  for (const state of ['waiting', 'active', 'delayed']) {
    expect(valueOf(`tollgate_queue_jobs{state="${state}"}`)).toBeGreaterThanOrEqual(0);
  }
  expect(valueOf('tollgate_database_waiting{pool="worker"}')).toBe(0);
  for (const state of ['OK', 'ALARM', 'INSUFFICIENT_DATA']) {
    expect(valueOf(`tollgate_alarms{state="${state}"}`)).toBe(0);
  }
  expect(valueOf('tollgate_outbox_jobs{state="dead"}')).toBe(0);
  // Given up: no worker takes it again.
  await database.write(async (uow) => {
    const id = await outbox.add(uow, owner, 'publish-api-key', { keyId: 'none' });
    await outbox.markDead(uow, id, 'given up by the test');
  });
  await waitFor(async () => (await read())('tollgate_outbox_jobs{state="dead"}') === 1);
});
