/** Who acts for a while, by credentials of that while; its token says all that is to be known of it. */
export interface Session {
  /** `ASIA...`. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  readonly principal: SessionPrincipal;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  /** Documents that it is held to besides the principal's own policies; null for none. */
  readonly policies: readonly string[] | null;
  /** Keys of those tags that go on to sessions that it makes. */
  readonly transitiveTagKeys: readonly string[];
  /** Who stands behind it, as AssumeRole was told; null when it was not. */
  readonly sourceIdentity: string | null;
  /** May see and do what goes beyond one account: of the operator's own root alone. */
  readonly isOperator: boolean;
  /**
   * Whether it was made by signing in to the console: it may call IAM, as sessions of AWS's console may.
   * Those of GetSessionToken, which have no such member, may not.
   */
  readonly isSignIn?: boolean;
}

/** As it was when the session was made. */
export interface SessionPrincipal {
  readonly type: 'root' | 'user' | 'assumed-role';
  readonly arn: string;
  /** The account id of a root, `AIDA...`, `AROA...:<session name>`. */
  readonly id: string;
  /** Of the user or the role; null for a root. */
  readonly name: string | null;
  /** Those of the user or the role, and over them those of the session. */
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** Where the policies of the principal hang: the id of the user or the role; null for a root. */
export const policyHolderOf = ({ type, id }: SessionPrincipal): string | null =>
  type === 'root' ? null : (id.split(':')[0] ?? id);
