import type { Tag } from './tag.js';

/** A policy with an ARN of its own, to be attached to principals. */
export interface ManagedPolicy {
  readonly accountId: string;
  /** `ANPA...`. */
  readonly id: string;
  /** Unique in the account, whatever the case. */
  readonly name: string;
  readonly path: string;
  readonly description: string | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** The version that is in force. */
  readonly defaultVersion: number;
  /** The number of the version made last, whether it is still there or not. */
  readonly lastVersion: number;
  readonly tags: readonly Tag[];
}

/** One text of a managed policy; `v1` is number 1. Immutable. */
export interface PolicyVersion {
  readonly number: number;
  /** As it was given. */
  readonly document: string;
  readonly createdAtMs: number;
}

/** A policy of one principal alone. */
export interface InlinePolicy {
  readonly name: string;
  /** As it was given. */
  readonly document: string;
}

/** A managed policy that a principal has, the account's own or AWS's. */
export interface AttachedPolicy {
  readonly arn: string;
  readonly name: string;
}
