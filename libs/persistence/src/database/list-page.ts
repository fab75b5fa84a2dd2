/** One page of a list by key, so that rows inserted or deleted meanwhile neither repeat nor hide others. */
export interface ListPage {
  /** The key of the last row of the page before, or null for the first page. */
  readonly after: string | null;
  /** Rows at most. */
  readonly count: number;
}
