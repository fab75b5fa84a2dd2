/** A request to an API: which API and stage it names, and the path below the stage. */
export interface ApiAddress {
  readonly apiId: string;
  /** As named in the host; null when the host does not name one. */
  readonly region: string | null;
  /** Empty when the path has no part. */
  readonly stageName: string;
  /** The raw path below the stage; empty, or beginning with a slash. */
  readonly path: string;
  /**
   * Raw, without the question mark; empty when there is none. Without a signature once it was checked.
   */
  query: string;
}
