import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { Logger } from '#libs/telemetry';
import type { ResponseCacheState } from '../admin/admin.js';
import type { ResponseStore } from '../invocation/response-cache/response-store.js';
import { MemoryStore } from './memory-store.js';
import { RedisLink } from './redis-link.js';
import { RedisStore } from './redis-store.js';

export interface ResponseCacheOptions {
  /** Where gateways share what they keep; null: each process in its own memory. */
  readonly redisUrl: string | null;
  readonly token: string;
  /**
   * Bytes of memory for the responses of all stages, of all processes of this gateway together
   * (`TOLLGATE_RESPONSE_CACHE_MAX_MB`); by default a share of the memory.
   */
  readonly responseCacheBytesMax?: number;
  /** How many processes serve behind the ports of this gateway. */
  readonly servingProcesses?: number;
  readonly log: Logger;
}

export interface ResponseCache {
  readonly store: ResponseStore;
  state(): ResponseCacheState;
  close(): void;
}

const mebibyte = 1024 * 1024;
const defaultBytesMax = 1024 * mebibyte;
/** In front of Redis lies only what was used in the last second. */
const localBytesMax = 64 * mebibyte;

/** Starts what keeps responses. Resolves when Redis has been reached, or has been tried in vain. */
export async function startResponseCache(options: ResponseCacheOptions): Promise<ResponseCache> {
  const { redisUrl, servingProcesses: processes = 1, log } = options;
  const bytesMax = (options.responseCacheBytesMax ?? shareOfMemory()) / processes;
  if (redisUrl === null) {
    const store = new MemoryStore({ bytesMax, processes });
    return { store, state: () => ({ ...store.state(), shared: null }), close: () => undefined };
  }
  const local = new MemoryStore({ bytesMax: Math.min(bytesMax, localBytesMax) });
  const link = new RedisLink({ redisUrl, log });
  const store = new RedisStore({ link, gatewayToken: options.token, local });
  await link.connected();
  return {
    store,
    state() {
      const { isConnected: connected, failed, dropped } = link;
      const { bytes, entries } = local.state();
      // What gives way in front of Redis is still there.
      return { bytes, entries, evictions: store.evictions, shared: { connected, failed, dropped } };
    },
    close: () => link.close(),
  };
}

/** An eighth of the memory that this process may have, a quarter of its heap, and 1 GiB at most. */
function shareOfMemory(): number {
  const constrained = process.constrainedMemory();
  const memory = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.min(memory / 8, getHeapStatistics().heap_size_limit / 4, defaultBytesMax);
}
