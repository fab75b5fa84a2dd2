import { LRUCache } from 'lru-cache';
import { CollapsedCalls } from '../invocation/response-cache/collapsed-calls.js';
import {
  keptBodyBytesMax,
  type KeptResponse,
  type StageResponses,
} from '../invocation/response-cache/response-store.js';
import { heldBytes, withOwnBody } from './held-bytes.js';

interface Held {
  readonly response: KeptResponse;
  readonly untilMs: number;
}

/** Who is told what the caches of stages hold, and sees to the bound over all of them. */
export interface MemoryAccount {
  /** So many bytes more, or less, are held. */
  changed(bytes: number): void;
  evicted(): void;
}

/**
 * The responses of one stage in this process's memory, no more bytes of them than it may hold: the ones that
 * were not used for the longest time give way. They are in clear there, also those that are to be kept
 * encrypted: the key would lie beside them.
 */
export class MemoryResponses implements StageResponses {
  readonly calls = new CollapsedCalls();
  private held: LRUCache<string, Held>;
  private isOver = false;

  constructor(
    bytesMax: number,
    private readonly account: MemoryAccount,
    private readonly wallMs: () => number,
  ) {
    this.held = new LRUCache({
      maxSize: Math.max(1, Math.floor(bytesMax)),
      dispose: (_held, _key, reason) => {
        if (reason === 'evict') this.account.evicted();
      },
    });
  }

  get bytes(): number {
    return this.held.calculatedSize;
  }

  get entries(): number {
    return this.held.size;
  }

  find(key: string): KeptResponse | null {
    const held = this.held.get(key);
    if (held === undefined) return null;
    if (this.wallMs() < held.untilMs) return held.response;
    this.change(() => this.held.delete(key));
    return null;
  }

  keep(key: string, response: KeptResponse): void {
    this.hold(key, response, response.expiresAtMs);
  }

  /** Keeps it, to be found until a moment of the wall clock. */
  hold(key: string, response: KeptResponse, untilMs: number): void {
    if (this.isOver || response.body.length > keptBodyBytesMax) return;
    const present = this.held.peek(key);
    const isLate = present !== undefined && response.askedAtMs < present.response.askedAtMs;
    if (isLate && this.wallMs() < present.untilMs) return;
    const held = { response: withOwnBody(response), untilMs };
    // One that alone is over the bound takes the place of none, but of the one before with its key.
    this.change(() => this.held.set(key, held, { size: heldBytes(key, response) }));
  }

  /** Lets go of the one that was not used for the longest time. */
  evictOne(): void {
    this.change(() => this.held.pop());
  }

  /** Lets go of everything, in one step however much it is; from now on nothing is found or kept. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.account.changed(-this.bytes);
    this.held = new LRUCache({ maxSize: 1 });
  }

  private change(what: () => unknown): void {
    const before = this.bytes;
    what();
    this.account.changed(this.bytes - before);
  }
}
