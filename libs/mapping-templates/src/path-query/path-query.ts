import type { Value } from '../values/value.js';

/** A parsed JSONPath (Goessner's language in Jayway's reading). */
export interface PathQuery {
  readonly segments: readonly Segment[];
  /** It names at most one place; others give lists. */
  readonly isDefinite: boolean;
}

/** One step. `isDeep`: `..`, from every place below. */
export interface Segment {
  readonly isDeep: boolean;
  readonly select: Select;
}

export type Select =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'all' }
  | { readonly kind: 'filter'; readonly anyOf: readonly (readonly Condition[])[] }
  /** `.length()` at the end. */
  | { readonly kind: 'length' };

/** `@.a.b == 'x'`; without an operator, that there is something at the path. */
export interface Condition {
  readonly path: readonly string[];
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | null;
  readonly operand: Value;
  readonly negated: boolean;
}
