import { outbox, publishedDocuments, type Database, type UnitOfWork } from '#libs/persistence';
import type { SealedDocument } from '#libs/snapshot-format';
import { Tracer, type Work } from '#libs/traces';
import { PermanentFailure, type Job, type JobPayloads, type PublishJobName } from '#libs/queue';
import type { Publisher } from './publisher.js';
import { publishers } from './publishers.js';

/** How often a definition may change while it is prepared before the job is put off. */
const roundsMax = 5;

/**
 * Makes the feed agree with the definition in one transaction: the definition is read as it is while nobody
 * else publishes, its documents replace the subject's, and the job is done. What was read before the lock
 * could be older than what is published already. Returns the documents.
 */
export function publish(
  database: Database,
  job: Job<PublishJobName>,
  tracer: Tracer = untraced,
): Promise<readonly SealedDocument[]> {
  return publishBy(publishers[job.name] as Publisher<PublishJobName>, { database, tracer }, job);
}

async function publishBy<N extends PublishJobName>(
  publisher: Publisher<N>,
  { database, tracer }: { readonly database: Database; readonly tracer: Tracer },
  { id, name, payload }: { readonly id: string; readonly name: N; readonly payload: JobPayloads[N] },
): Promise<readonly SealedDocument[]> {
  for (let round = 1; round <= roundsMax; round += 1) {
    const prepared = await tracer.runPart(part('compile'), async () =>
      publisher.prepare?.(database, payload),
    );
    const work = async (uow: UnitOfWork) => {
      // Sent together, run one after the other: what is read is read under the lock, which all that publish
      // wait for.
      const [, publication] = await Promise.all([
        publishedDocuments.lockFeed(uow),
        publisher.documents(uow, payload, prepared),
      ]);
      if (publication === 'changed meanwhile') return publication;
      const seq = await publishedDocuments.replace(uow, publication);
      const { problems = [] } = publication;
      if (problems.length === 0) await outbox.markDone(uow, id, seq);
      return { problems, documents: publication.documents };
    };
    const published = await tracer.runPart(part('publish'), () => database.write(work));
    if (published === 'changed meanwhile') continue;
    const { problems, documents } = published;
    if (problems.length > 0) throw new PermanentFailure(problems.join('; '));
    return documents;
  }
  throw new Error(`${name}: the definition changes faster than it can be prepared`);
}

const untraced = new Tracer(null);
const part = (name: string): Work => ({ name, kind: 'internal' });
