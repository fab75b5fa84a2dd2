import { outbox, publishedDocuments, type Database } from '#libs/persistence';
import type { Job, PublishJobName } from '#libs/queue';
import { publish } from '../publishers/publish.js';

const hourMs = 3_600_000;

/** Publishes what the outbox asks for, as a worker would; what the feed then has of a kind, by name. */
export async function runOutbox(database: Database, kind: string): Promise<Map<string, string>> {
  for (const row of await database.read((uow) => outbox.open(uow, Date.now() + hourMs)))
    await publish(database, { id: row.id, name: row.jobName, payload: row.payload } as Job<PublishJobName>);
  const { changes } = await database.read((uow) =>
    publishedDocuments.page(uow, { after: 0, count: 1_000, bytes: 1e6 }),
  );
  const ofKind = changes.flatMap((change) =>
    change.kind === kind && change.body !== null ? [[change.name, change.body] as const] : [],
  );
  return new Map(ofKind.sort(([a], [b]) => (a < b ? -1 : 1)));
}
