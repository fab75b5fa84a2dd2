import type { ActiveCaching, CachedMethod } from './active-caching.js';
import type { LeadingCall } from './collapsed-calls.js';
import type { KeptResponse } from './response-store.js';

/** What one request has to do with the cache of its stage; always with all members, in one order. */
export class CacheUse {
  /** What it was answered with; null when it was not from there. */
  hit: KeptResponse | null = null;
  /** The call that others wait for; to be ended. */
  call: LeadingCall | null = null;
  /** Milliseconds that it has waited for another's call. */
  waitedMs = 0;
  /** Wall clock; when the backend was asked. */
  askedAtMs = 0;
  /** Its `Cache-Control` was ignored, and its response says so. */
  warns = false;
  /** Why its response was not kept; null when it was, or there was none. */
  notKept: string | null = null;

  constructor(
    readonly method: CachedMethod,
    readonly caching: ActiveCaching,
    readonly key: string,
  ) {}

  /** It ends without a response to share; `isGone`: since its caller has left. */
  endWithout(isGone: boolean): void {
    if (isGone) this.call?.handOver();
    else this.call?.fail();
  }
}
