import type { Tag } from './tag.js';

/** What users and roles have in common: a name and a path in an account, tags, and policies. */
interface PrincipalFacts {
  readonly accountId: string;
  /** `AIDA...` of a user, `AROA...` of a role; never used again, while names are. */
  readonly id: string;
  /** Unique among the account's principals of the kind, whatever the case. */
  readonly name: string;
  /** `/`, or `/some/folder/`. */
  readonly path: string;
  readonly createdAtMs: number;
  readonly tags: readonly Tag[];
}

/** Somebody, or a program, with access keys of their own. */
export interface User extends PrincipalFacts {
  readonly kind: 'user';
}

/** What others may become for a while, if its trust policy lets them. */
export interface Role extends PrincipalFacts {
  readonly kind: 'role';
  readonly description: string | null;
  /** Who may assume it: a policy document, as it was given. */
  readonly trustPolicy: string;
  readonly maxSessionSeconds: number;
}

/** Who policies can be attached to. */
export type Principal = User | Role;
export type PrincipalKind = Principal['kind'];
export type PrincipalOf<K extends PrincipalKind> = Extract<Principal, { kind: K }>;
