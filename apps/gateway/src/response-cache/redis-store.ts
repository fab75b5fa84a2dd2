import type { ResponseStore, StageCacheScope } from '../invocation/response-cache/response-store.js';
import { createResponseKeys } from './entry-names.js';
import type { MemoryStore } from './memory-store.js';
import type { RedisLink } from './redis-link.js';
import { RedisResponses } from './redis-responses.js';

export interface RedisStoreOptions {
  readonly link: RedisLink;
  /** Gateways of the same token read each other's responses. */
  readonly gatewayToken: string;
  /** In front of Redis. */
  readonly local: MemoryStore;
  readonly keyPrefix?: string;
  readonly wallMs?: () => number;
  readonly clock?: 'redis' | 'caller';
  readonly findWithinMs?: number;
}

/**
 * Responses in a Redis that all gateways share. The bound of a stage is held there, by scripts. Nothing waits
 * for a Redis that is slow, away or empty: requests then go to their backends.
 */
export class RedisStore implements ResponseStore {
  /** Entries that gave way to those of this gateway. */
  evictions = 0;
  private readonly caches = new Map<
    string,
    { readonly local: unknown; readonly responses: RedisResponses }
  >();
  private readonly keys;

  constructor(private readonly options: RedisStoreOptions) {
    this.keys = createResponseKeys(options.gatewayToken);
  }

  open(scope: StageCacheScope): RedisResponses {
    // Its local tier is another one exactly when the scope is.
    const local = this.options.local.open(scope);
    const open = this.caches.get(scope.stageName);
    if (open?.local === local) return open.responses;
    open?.responses.end();
    const { link, keyPrefix = 'tollgate:responses:', wallMs = Date.now } = this.options;
    const { clock = 'redis', findWithinMs = 50 } = this.options;
    const responses = new RedisResponses(scope, {
      link,
      keys: this.keys,
      keyPrefix,
      local,
      wallMs,
      clock,
      findWithinMs,
      evicted: (entries) => {
        this.evictions += entries;
      },
    });
    this.caches.set(scope.stageName, { local, responses });
    return responses;
  }

  close(stageName: string): void {
    this.options.local.close(stageName);
    this.caches.get(stageName)?.responses.end();
    this.caches.delete(stageName);
  }
}
