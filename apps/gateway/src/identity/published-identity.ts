import type { CompiledPolicy } from '#libs/iam-policy';
import type { AccessKeyDocument, PrincipalDocument } from '#libs/snapshot-format';

/** A key whose secret was opened; in clear in this process's memory alone. */
export interface OpenedKey {
  readonly document: AccessKeyDocument;
  readonly secretAccessKey: string;
}

/** A user or a role, its policies compiled. */
export interface ActivePrincipal {
  readonly document: PrincipalDocument;
  readonly policies: readonly CompiledPolicy[];
}

/** Who may sign, as far as it is published; every document's version is an object of its own. */
export interface PublishedIdentity {
  key(accessKeyId: string): OpenedKey | undefined;
  principal(principalId: string): ActivePrincipal | undefined;
}
