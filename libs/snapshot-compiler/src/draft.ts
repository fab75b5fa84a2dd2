import type { FrozenDefinition, Method } from '#libs/api-definition';
import type {
  MethodAuthorization,
  MethodCacheKey,
  RequestChecks,
  SnapshotAuthorizer,
  SnapshotIntegration,
} from '#libs/snapshot-format';
import type { Diagnostics } from './diagnostic.js';

/** A definition on its way to a snapshot. */
export interface Draft {
  readonly definition: FrozenDefinition;
  /** Resources that have methods, sorted by path. */
  readonly routes: readonly DraftRoute[];
  /** Schemas that request checks need, by name. */
  readonly models: Readonly<Record<string, unknown>>;
  /** Those that methods name, by id. */
  readonly authorizers: Readonly<Record<string, SnapshotAuthorizer>>;
  /** Null until compiled, when there is none, and when it cannot be. */
  readonly resourcePolicy: string | null;
}

export interface DraftRoute {
  readonly resourceId: string;
  readonly path: string;
  /** Sorted by HTTP method. */
  readonly methods: readonly DraftMethod[];
}

export interface DraftMethod {
  /** `GET /pets/{id}`: how diagnostics name it. */
  readonly at: string;
  readonly method: Method;
  /** Null until compiled, and when it cannot be. */
  readonly authorization: MethodAuthorization | null;
  /** Null when requests are not checked. */
  readonly requestChecks: RequestChecks | null;
  /** Null until compiled, and when it cannot be. */
  readonly integration: SnapshotIntegration | null;
  /** Null until compiled. */
  readonly cacheKey: MethodCacheKey | null;
}

/**
 * One step of the compiler. A pass that finds an error says so and goes on, so that an author sees all errors
 * at once.
 */
export type Pass = (draft: Draft, diagnostics: Diagnostics) => Draft;

/** All methods, in the order of the snapshot. */
export function methodsOf(draft: Draft): readonly DraftMethod[] {
  return draft.routes.flatMap((route) => route.methods);
}

/** By UTF-16 code units, as everything in a snapshot is sorted. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
