/** What policies may ask of a caller. */
export interface CallerFacts {
  readonly type: 'root' | 'user' | 'assumed-role';
  readonly accountId: string;
  /** Of the session of a role that of the role. */
  readonly principalArn: string;
  readonly id: string;
  /** Of the user; null for others. */
  readonly userName: string | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Null of keys that do not end. */
  readonly session: { readonly issuedAtMs: number; readonly sourceIdentity: string | null } | null;
}

const principalTypes = { root: 'Account', user: 'User', 'assumed-role': 'AssumedRole' } as const;

/**
 * The condition keys of who calls, in lower case (IAM User Guide: AWS global condition context keys). What a
 * caller does not have is missing: keys that do not end tell of no token and of no second factor.
 */
export function callerConditionKeys(caller: CallerFacts): ReadonlyMap<string, string> {
  const { session } = caller;
  const keys = new Map<string, string>();
  for (const { key, value } of caller.tags) keys.set(`aws:principaltag/${key.toLowerCase()}`, value);
  keys.set('aws:principalarn', caller.principalArn);
  keys.set('aws:principalaccount', caller.accountId);
  keys.set('aws:principaltype', principalTypes[caller.type]);
  keys.set('aws:principalisawsservice', 'false');
  keys.set('aws:viaawsservice', 'false');
  keys.set('aws:userid', caller.id);
  if (caller.userName !== null) keys.set('aws:username', caller.userName);
  if (session !== null) {
    keys.set('aws:tokenissuetime', new Date(session.issuedAtMs).toISOString().replace(/\.\d+Z$/, 'Z'));
    keys.set('aws:multifactorauthpresent', 'false');
    if (session.sourceIdentity !== null) keys.set('aws:sourceidentity', session.sourceIdentity);
  }
  return keys;
}
