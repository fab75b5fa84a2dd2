import type { JobName, JobPayloads } from '#libs/queue';

/** A job of one name. */
export interface JobOf<N extends JobName> {
  /** The outbox row's. */
  readonly id: string;
  readonly name: N;
  readonly payload: JobPayloads[N];
}

/** Runs the jobs of one name. Running one twice, also at the same time, ends the same as running it once. */
export interface Processor<N extends JobName> {
  process(job: JobOf<N>): Promise<void>;
}
