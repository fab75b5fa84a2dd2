import type { CollapsedCalls } from './collapsed-calls.js';

/**
 * A response as a stage's cache holds it: whole, and ready to be sent again as it is. Never changed, neither
 * by who kept it nor by who sends it.
 */
export interface KeptResponse {
  readonly status: number;
  /** Name, value, name, value, ... as of a `CallerResponse`: without framing, and without `Age`. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** Wall clock; when its backend was asked. */
  readonly askedAtMs: number;
  /** Wall clock; what `Age` counts from. */
  readonly storedAtMs: number;
  /** Wall clock; from this moment on it is not found any more. */
  readonly expiresAtMs: number;
}

/** A longer body is never kept (guide page "Cache settings for REST APIs"). */
export const keptBodyBytesMax = 1_048_576;

/**
 * Where the responses of stages are kept; implemented in `response-cache/`, in the memory of this process or
 * in a Redis that all gateways share.
 */
export interface ResponseStore {
  /**
   * The cache of a stage from now on. The same scope gives the same object again, so that a canary and its
   * base share one; another scope of the same stage takes its place, and what the stage held before is let
   * go at once. Called when a stage is activated, never while a request runs.
   */
  open(scope: StageCacheScope): StageResponses;
  /** The stage has gone, or caches no more: what it held is let go. Of a stage that has no cache: nothing. */
  close(stageName: string): void;
}

export interface StageCacheScope {
  /** `<restApiId>/<stageName>`. */
  readonly stageName: string;
  /**
   * Tells these contents from all that the stage held before: changes with a flush, and with a cache that
   * was switched off and on again or resized. Gateways that serve the same document have the same.
   */
  readonly epoch: string;
  /** How many bytes the stage may hold, with all that an entry takes beside its body. */
  readonly bytesMax: number;
}

/** The cache of one stage in one epoch. Once that is over it finds and keeps nothing. */
export interface StageResponses {
  /**
   * Null when there is none, or one that has expired. At once from memory, a promise only where Redis is
   * asked, which then waits for some milliseconds at most. Never throws, never rejects: a store that is away
   * finds nothing.
   *
   * @param key Everything that tells one response from another below this stage: deployment, namespace with
   *   its flushes, method, parameters. May hold what must stay secret; it never leaves this process in clear.
   * @param encrypted Only one that was kept encrypted, where it is kept outside of this process: a setting
   *   that was switched on holds for what is there already.
   */
  find(key: string, encrypted: boolean): KeptResponse | null | Promise<KeptResponse | null>;
  /**
   * Keeps a response in the place of the one before; it is found by this process when the call returns. One
   * whose backend was asked later stays, as a caller may have asked for it to have this one replaced. The
   * body is copied where it is a part of something larger. What is too large, or cannot be kept now, is not,
   * and is counted; nobody waits for it.
   */
  keep(key: string, response: KeptResponse, encrypted: boolean): void;
  /** One call in flight for each key, of all that find nothing. */
  readonly calls: CollapsedCalls;
}
