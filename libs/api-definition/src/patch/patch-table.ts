import type { DomainError, Result } from '../domain-error.js';
import type { PatchVerb } from './patch-operation.js';

/** One operation as its handler sees it. */
export interface Change {
  readonly op: PatchVerb;
  /** As sent; null prints as `null` in refusals, as AWS does. */
  readonly path: string | null;
  readonly value: string | null;
  readonly from: string | null;
  /** What stood in the path where the rule has `{name}`, with `~1` and `~0` undone. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Makes the change, or says why not. Pure: returns a new draft. */
export type PatchHandler<T> = (draft: T, change: Change) => Result<T>;

/**
 * Which operations a path takes. `path` is `/a/{key}/b`: a part in braces stands for any one non-empty
 * segment; one part may be `{key+}` and stands for one or more, slashes and empty ones included (resource
 * paths that clients send unescaped).
 */
export interface PatchRule<T> {
  readonly path: string;
  readonly ops: Readonly<Partial<Record<PatchVerb, PatchHandler<T>>>>;
  /** What this path says to an operation that it does not take, where AWS deviates from the table's style. */
  readonly refuse?: (change: Change) => DomainError;
}

/** How operations that no rule takes are refused; `rule` is the one whose path matched, if any. */
export type RefusalStyle = <T>(
  change: Change,
  rule: PatchRule<T> | undefined,
  rules: readonly PatchRule<T>[],
) => DomainError;

/** Everything that may be patched on one kind of entity. Where several rules match a path the first wins. */
export interface PatchTable<T> {
  readonly refuse: RefusalStyle;
  readonly rules: readonly PatchRule<T>[];
}
