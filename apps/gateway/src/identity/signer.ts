import type { CompiledPolicy, RequestPrincipal } from '#libs/iam-policy';

/** Who signs a call, ready to be decided about; one object for all calls of a key or of a session. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  /** Of the root, of the user, or of the session of a role. */
  readonly arn: string;
  /** The account id of a root, `AIDA...`, `AROA...:<session name>`. */
  readonly id: string;
  /** As policies mean it. */
  readonly principal: RequestPrincipal;
  /** Its own policies. */
  readonly identity: readonly CompiledPolicy[];
  /** Those that the session was made with; null when there is none, or none were given. */
  readonly session: readonly CompiledPolicy[] | null;
  /** When the session ends; null of keys, which do not end. */
  readonly expiresAtMs: number | null;
  /** The condition keys that tell of the caller, in lower case, with their values. */
  readonly conditionKeys: ReadonlyMap<string, string>;
}
