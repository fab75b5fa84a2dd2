import type { Owner } from '#libs/api-definition';
import type { JobName, JobPayloads } from '#libs/queue';

/** Asks for a job, in the transaction of the change; to the owner it is shown. */
export type Publish = <N extends JobName>(owner: Owner, name: N, payload: JobPayloads[N]) => Promise<void>;
