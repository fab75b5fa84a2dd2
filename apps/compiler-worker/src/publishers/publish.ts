import {
  outbox,
  publishedDocuments,
  type Database,
  type SubjectDocuments,
  type UnitOfWork,
} from '#libs/persistence';

/**
 * Makes the feed agree with the definition in one transaction: `read` sees the definition as it is while nobody else publishes, its
 * documents replace the subject's, and the job is done. What was read before the lock could be older than what is published already.
 */
export function publish(
  database: Database,
  jobId: string,
  read: (uow: UnitOfWork) => Promise<SubjectDocuments>,
): Promise<void> {
  return database.write(async (uow) => {
    // Sent together, run one after the other: what is read is read under the lock, which all that publish wait for.
    const [, documents] = await Promise.all([publishedDocuments.lockFeed(uow), read(uow)]);
    const seq = await publishedDocuments.replace(uow, documents);
    await outbox.markDone(uow, jobId, seq);
  });
}
