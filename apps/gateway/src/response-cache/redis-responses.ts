import {
  keptBodyBytesMax,
  type KeptResponse,
  type StageCacheScope,
  type StageResponses,
} from '../invocation/response-cache/response-store.js';
import { decodeEntry, encodeEntry, openEntry, sealEntry } from './entry-bytes.js';
import { entryName, scopeName, type ResponseKeys } from './entry-names.js';
import type { MemoryResponses } from './memory-responses.js';
import type { RedisLink } from './redis-link.js';

export interface SharedResponsesOptions {
  readonly link: RedisLink;
  readonly keys: ResponseKeys;
  /** In front of every key in Redis. */
  readonly keyPrefix: string;
  /** What was kept or found lately, so that a response that many ask for is not fetched for each. */
  readonly local: MemoryResponses;
  /** The wall clock, in milliseconds. */
  readonly wallMs: () => number;
  /** Whose clock says how old entries are; the gateways' in tests. */
  readonly clock: 'redis' | 'caller';
  /** Milliseconds that a request waits for Redis at most; then it goes on as if nothing was found. */
  readonly findWithinMs: number;
  readonly evicted: (entries: number) => void;
}

/** Nobody waits for a response to be kept: a Redis that takes longer counts as away. */
const keepWithinMs = 1000;
/** Until another gateway's newer response is seen. */
const localForMs = 1000;
const timeBytes = 15;
/** Until when, since when, and when asked for. */
const timesBytes = 3 * timeBytes;
/** Of a command beside its body, roughly. */
const commandBytes = 2048;

/** The responses of one stage in a Redis that all gateways share, read through the memory of this process. */
export class RedisResponses implements StageResponses {
  readonly calls;
  private readonly scope: string;
  private readonly keysInRedis: readonly [entries: string, uses: string];
  private readonly finding = new Map<string, Promise<KeptResponse | null>>();
  private isOver = false;

  constructor(
    private readonly bounds: StageCacheScope,
    private readonly options: SharedResponsesOptions,
  ) {
    this.calls = options.local.calls;
    this.scope = scopeName(bounds);
    const prefix = `${options.keyPrefix}{${this.scope}}`;
    this.keysInRedis = [`${prefix}:entries`, `${prefix}:uses`];
  }

  find(key: string, encrypted: boolean): KeptResponse | null | Promise<KeptResponse | null> {
    const local = this.options.local.find(key);
    if (local !== null || this.isOver) return local;
    // Many who ask for the same at once wait for one reply, and then go on in the same turn.
    const running = this.finding.get(key);
    if (running !== undefined) return running;
    const name = entryName(this.options.keys, this.scope, key);
    const asked = this.options.link.ask(commandBytes, this.options.findWithinMs, (redis) =>
      redis.tollgateFindResponseBuffer(...this.keysInRedis, name, this.nowMs()),
    );
    if (asked === null) return null;
    const finding = asked.then((reply) => {
      this.finding.delete(key);
      return this.take(key, name, encrypted, reply);
    });
    this.finding.set(key, finding);
    return finding;
  }

  keep(key: string, response: KeptResponse, encrypted: boolean): void {
    const { keys, link, evicted, findWithinMs } = this.options;
    const nowMs = this.options.wallMs();
    const ttlMs = response.expiresAtMs - nowMs;
    if (this.isOver || ttlMs <= 0 || response.body.length > keptBodyBytesMax) return;
    this.holdHere(key, response);
    void link
      .ask(response.body.length + commandBytes, Math.max(keepWithinMs, findWithinMs), (redis) => {
        const name = entryName(keys, this.scope, key);
        const plain = encodeEntry(response);
        const value = encrypted ? sealEntry(keys.encryption, name, plain) : plain;
        const ageMs = Math.max(0, nowMs - response.storedAtMs);
        const askedMs = Math.max(0, nowMs - response.askedAtMs);
        const args = [name, this.nowMs(), value, ttlMs, ageMs, this.bounds.bytesMax, askedMs];
        return redis.tollgateKeepResponse(...this.keysInRedis, ...args);
      })
      ?.then((count) => evicted(count ?? 0));
  }

  /** From now on nothing is found or kept; what Redis has of it goes too. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    // Where that fails it goes when its entries expire.
    void this.options.link.ask(commandBytes, keepWithinMs, (redis) => redis.unlink(...this.keysInRedis));
  }

  private take(
    key: string,
    name: Buffer,
    encrypted: boolean,
    reply: [value: Buffer, now: Buffer] | null,
  ): KeptResponse | null {
    // Kept here while Redis was asked: newer than what it says.
    const local = this.options.local.find(key);
    if (local !== null || reply === null || this.isOver) return local;
    const response = this.responseOf(name, encrypted, reply);
    if (response !== null) this.holdHere(key, response);
    return response;
  }

  private responseOf(
    name: Buffer,
    encrypted: boolean,
    [value, now]: [value: Buffer, now: Buffer],
  ): KeptResponse | null {
    const bytes = value.subarray(timesBytes);
    const plain = encrypted ? openEntry(this.options.keys.encryption, name, bytes) : bytes;
    const content = plain && decodeEntry(plain);
    if (!content) return null;
    const [untilMs, sinceMs, askedMs] = [0, 1, 2].map((index) =>
      Number(value.toString('latin1', index * timeBytes, (index + 1) * timeBytes)),
    ) as [number, number, number];
    // Redis's times on this gateway's clock.
    const shiftMs = this.options.wallMs() - Number(now.toString());
    return {
      ...content,
      askedAtMs: askedMs + shiftMs,
      storedAtMs: sinceMs + shiftMs,
      expiresAtMs: untilMs + shiftMs,
    };
  }

  private holdHere(key: string, response: KeptResponse): void {
    const untilMs = Math.min(response.expiresAtMs, this.options.wallMs() + localForMs);
    this.options.local.hold(key, response, untilMs);
  }

  private nowMs(): number {
    return this.options.clock === 'redis' ? -1 : this.options.wallMs();
  }
}
