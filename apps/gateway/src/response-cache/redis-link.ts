import { Redis } from 'ioredis';
import type { Logger } from '#libs/telemetry';
import { Circuit } from './circuit.js';
import { findScript, keepScript } from './redis-scripts.js';

type Argument = string | number | Buffer;

/** The commands of cached responses. */
export interface ResponseCommands {
  tollgateFindResponseBuffer(...args: Argument[]): Promise<[value: Buffer, now: Buffer] | null>;
  tollgateKeepResponse(...args: Argument[]): Promise<number>;
  unlink(...keys: string[]): Promise<number>;
}

export interface RedisLinkOptions {
  readonly redisUrl: string;
  readonly log: Logger;
}

/** Failures for so long open the circuit; then Redis is asked again by one request each second. */
const circuitTimes = { patienceMs: 100, restMs: 1000 };
/** Of commands that were sent and have no reply yet; what would be more is not sent. */
const unansweredBytesMax = 16 * 1024 * 1024;

/** Redis as requests may ask it: never for longer than they say, and not at all while it is away. */
export class RedisLink {
  /** Commands that failed or were not sent since the process started. */
  failed = 0;
  dropped = 0;
  private readonly redis: Redis & ResponseCommands;
  private readonly circuit = new Circuit(circuitTimes);
  private readonly log: Logger;
  private owedBytes = 0;

  constructor({ redisUrl, log }: RedisLinkOptions) {
    this.log = log;
    const redis = new Redis(redisUrl, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2000,
      // It waits for the end of a connection that may have ended before, as that of a Redis that is away has.
      disconnectTimeout: 100,
      retryStrategy: (attempt) => Math.min(1000, 50 * attempt),
    });
    // Without a listener ioredis writes to stderr; that it is away is said below.
    redis.on('error', (error) => log.debug('redis connection', { error }));
    redis.defineCommand('tollgateFindResponse', { numberOfKeys: 2, lua: findScript });
    redis.defineCommand('tollgateKeepResponse', { numberOfKeys: 2, lua: keepScript });
    this.redis = redis as Redis & ResponseCommands;
  }

  /** Of commands that were sent and have no reply yet. */
  get unansweredBytes(): number {
    return this.owedBytes;
  }

  get isConnected(): boolean {
    return this.redis.status === 'ready' && !this.circuit.isOpen;
  }

  /** Resolves when Redis has been reached, or has been tried in vain. */
  async connected(): Promise<void> {
    const { redis } = this;
    if (redis.status === 'ready') return;
    await new Promise<void>((resolve) => {
      redis.once('ready', () => resolve());
      redis.once('error', () => resolve());
    });
  }

  /**
   * Sends a command of about so many bytes: its reply, or null when there is none in time. Null at once when
   * Redis is away or owes replies to too much; then nothing is sent. Never rejects.
   */
  ask<Reply>(
    bytes: number,
    withinMs: number,
    command: (redis: ResponseCommands) => Promise<Reply>,
  ): Promise<Reply | null> | null {
    if (this.redis.status !== 'ready' || !this.circuit.allows()) return null;
    if (this.owedBytes + bytes > unansweredBytesMax) {
      this.dropped += 1;
      return null;
    }
    this.owedBytes += bytes;
    const sentAtMs = performance.now();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.fail(new Error(`no reply in ${withinMs} ms`), sentAtMs);
        resolve(null);
      }, withinMs);
      command(this.redis).then(
        (reply) => {
          this.settle(bytes, timer);
          if (this.circuit.succeeded()) this.log.info('redis is back: cached responses are shared again');
          resolve(reply);
        },
        (error: Error) => {
          this.settle(bytes, timer);
          // Redis is there, and says no: out of memory, say.
          if (error.name === 'ReplyError') this.failed += 1;
          else this.fail(error, sentAtMs);
          resolve(null);
        },
      );
    });
  }

  close(): void {
    this.redis.disconnect();
  }

  private settle(bytes: number, timer: NodeJS.Timeout): void {
    this.owedBytes -= bytes;
    clearTimeout(timer);
  }

  private fail(error: Error, sentAtMs: number): void {
    this.failed += 1;
    if (!this.circuit.failed(sentAtMs)) return;
    this.log.error('redis is away: responses are not cached', { error });
    // What waits in the socket is let go of; and a connection that hears nothing may be dead.
    this.redis.disconnect(true);
  }
}
