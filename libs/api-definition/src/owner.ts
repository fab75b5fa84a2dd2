/**
 * The owner of an entity: an account (12 digits) and a region. Every top-level entity has exactly one; no
 * query crosses them.
 */
export interface Owner {
  readonly accountId: string;
  readonly region: string;
}
