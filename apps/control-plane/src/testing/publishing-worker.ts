import { outbox, publishedDocuments, type Database } from '#libs/persistence';
import { startJobConsumer, type Job, type JobConsumer } from '#libs/queue';
import { sealDocument } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import type { TestControlPlane } from './start-control-plane.js';

let revision = 0;

/** Publishes a document that is never the same, as what the job has led to. */
export function publishSomething({ id }: Job, database: Database): Promise<void> {
  return database.write(async (uow) => {
    const content = { revision: (revision += 1) } as never;
    const documents = [sealDocument('stage', 'x/dev', content)];
    await outbox.markDone(uow, id, await publishedDocuments.replace(uow, { subject: 'x', documents }));
  });
}

/** What a worker does, without compiling: a job is done once it has published something. */
export async function startPublishingWorker(
  { database }: Pick<TestControlPlane, 'database'>,
  databaseUrl: string,
  process: (job: Job) => Promise<void> = (job) => publishSomething(job, database),
): Promise<JobConsumer> {
  return startJobConsumer(
    {
      backend: 'postgres',
      url: databaseUrl,
      log: silentLogger,
      retry: { attempts: 1, firstDelayMs: 1, delayMaxMs: 1 },
    },
    {
      process,
      concurrency: 4,
      onFailed: async () => undefined,
      onDead: (job, reason) =>
        database.write(async (uow) => {
          await outbox.markDead(uow, job.id, reason.message);
          await publishedDocuments.announce(uow);
        }),
    },
  );
}
