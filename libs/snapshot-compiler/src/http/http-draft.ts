import type { FrozenHttpDefinition, HttpRoute } from '#libs/api-definition';
import type {
  HttpApiIntegration,
  HttpAuthorizer,
  RequestChecks,
  RouteAuthorization,
} from '#libs/snapshot-format';
import type { Diagnostics } from '../diagnostic.js';

/** The definition of an HTTP API on its way to a snapshot. */
export interface HttpDraft {
  readonly definition: FrozenHttpDefinition;
  /** Sorted by route key. */
  readonly routes: readonly DraftRoute[];
  /** Those that routes name, by id. */
  readonly authorizers: Readonly<Record<string, HttpAuthorizer>>;
  /** Schemas that request checks need, by name. */
  readonly models: Readonly<Record<string, unknown>>;
}

export interface DraftRoute {
  readonly route: HttpRoute;
  readonly method: string;
  /** Null of `$default`. */
  readonly path: string | null;
  /** Null until compiled, and when it cannot be. */
  readonly authorization: RouteAuthorization | null;
  /** Null when requests are not checked. */
  readonly requestChecks: RequestChecks | null;
  /** Null until compiled, and when it cannot be. */
  readonly integration: HttpApiIntegration | null;
}

/**
 * One step of the compiler. A pass that finds an error says so and goes on, so that an author sees all errors
 * at once.
 */
export type HttpPass = (draft: HttpDraft, diagnostics: Diagnostics) => HttpDraft;
