import type { ResponseStore, StageCacheScope } from '../invocation/response-cache/response-store.js';
import { MemoryResponses, type MemoryAccount } from './memory-responses.js';

export interface MemoryStoreOptions {
  /** Bytes of all stages together. */
  readonly bytesMax: number;
  /** Of how many processes of this gateway each has a store: what a stage may hold is divided by them. */
  readonly processes?: number;
  /** The wall clock, in milliseconds. */
  readonly wallMs?: () => number;
}

/** What a store holds, and what it could not. */
export interface MemoryState {
  readonly bytes: number;
  readonly entries: number;
  readonly evictions: number;
}

interface OpenCache {
  readonly scope: StageCacheScope;
  readonly responses: MemoryResponses;
}

/**
 * Responses in the memory of this process. Over all stages the one that holds the most gives way, its oldest
 * use first: a stage under a stream of distinct keys costs no smaller one its responses.
 */
export class MemoryStore implements ResponseStore {
  private readonly caches = new Map<string, OpenCache>();
  private readonly wallMs: () => number;
  private readonly processes: number;
  private bytes = 0;
  private evictions = 0;
  private readonly account: MemoryAccount = {
    changed: (bytes) => {
      this.bytes += bytes;
      if (bytes > 0) this.makeRoom();
    },
    evicted: () => {
      this.evictions += 1;
    },
  };

  constructor(private readonly options: MemoryStoreOptions) {
    this.wallMs = options.wallMs ?? Date.now;
    this.processes = options.processes ?? 1;
  }

  open(scope: StageCacheScope): MemoryResponses {
    const open = this.caches.get(scope.stageName);
    if (open?.scope.epoch === scope.epoch && open.scope.bytesMax === scope.bytesMax) return open.responses;
    open?.responses.end();
    const responses = new MemoryResponses(scope.bytesMax / this.processes, this.account, this.wallMs);
    this.caches.set(scope.stageName, { scope, responses });
    return responses;
  }

  close(stageName: string): void {
    this.caches.get(stageName)?.responses.end();
    this.caches.delete(stageName);
  }

  state(): MemoryState {
    let entries = 0;
    for (const { responses } of this.caches.values()) entries += responses.entries;
    return { bytes: this.bytes, entries, evictions: this.evictions };
  }

  private makeRoom(): void {
    while (this.bytes > this.options.bytesMax) this.largest()!.evictOne();
  }

  private largest(): MemoryResponses | null {
    let largest: MemoryResponses | null = null;
    for (const { responses } of this.caches.values()) {
      if (largest === null || responses.bytes > largest.bytes) largest = responses;
    }
    return largest;
  }
}
