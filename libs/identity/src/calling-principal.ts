import type { Tag } from './tag.js';

/** Who signs a call. */
export interface CallingPrincipal {
  readonly type: 'root' | 'user' | 'assumed-role';
  /** `arn:aws:iam::<account>:root`, `arn:aws:iam::<account>:user/...`, `arn:aws:sts::<account>:assumed-role/...`. */
  readonly arn: string;
  /** The account id of a root, `AIDA...`, `AROA...:<session name>`. */
  readonly id: string;
  /** Of the user or the role; null for a root. */
  readonly name: string | null;
  readonly tags: readonly Tag[];
}
