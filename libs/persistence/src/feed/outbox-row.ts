/** A job that a committed change asked for, and how far it has come. */
export interface OutboxRow {
  /** A whole number as text: it may exceed what a JavaScript number holds. */
  readonly id: string;
  readonly jobName: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAtMs: number;
  /** Failed runs so far. */
  readonly attempts: number;
  readonly lastError: string | null;
  /** Given up: nothing runs it any more until it is retried by hand. */
  readonly deadAtMs: number | null;
  readonly doneAtMs: number | null;
  /**
   * The last sequence number of the feed that the job published, or that its documents had before if nothing
   * changed.
   */
  readonly publishedSeq: number | null;
}
