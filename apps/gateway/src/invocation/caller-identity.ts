/** Who has signed a request, as `$context.identity` shows it. */
export interface CallerIdentity {
  readonly accessKeyId: string;
  readonly accountId: string;
  readonly arn: string;
  /** The account id of a root, `AIDA...`, `AROA...:<session name>`. */
  readonly id: string;
  /** The condition keys that tell of it, in lower case; `aws:principalarn` of a session is its role's. */
  readonly conditionKeys: ReadonlyMap<string, string>;
}
