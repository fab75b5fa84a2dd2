import type { Database, SubjectDocuments, UnitOfWork } from '#libs/persistence';
import type { JobPayloads, PublishJobName } from '#libs/queue';

/** What the feed should hold of a subject. */
export interface Publication extends SubjectDocuments {
  /** Why some of it cannot be served; the rest is published all the same, and the job ends as dead. */
  readonly problems?: readonly string[];
}

/**
 * Says what the jobs of one name publish. Running one twice, also at the same time, ends the same as running
 * it once.
 */
export interface Publisher<N extends PublishJobName, Prepared = unknown> {
  /** What takes long, outside of any transaction. */
  readonly prepare?: (database: Database, payload: JobPayloads[N]) => Promise<Prepared>;
  /**
   * All documents of the job's subject, by the definition as it is at this moment: nobody else publishes
   * meanwhile. None: what there was is taken back. 'changed meanwhile': what was prepared does not suffice,
   * and is to be prepared anew.
   */
  readonly documents: (
    uow: UnitOfWork,
    payload: JobPayloads[N],
    prepared: Prepared,
  ) => Promise<Publication | 'changed meanwhile'>;
}
