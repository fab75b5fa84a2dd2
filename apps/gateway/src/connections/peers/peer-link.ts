import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '#libs/telemetry';
import type { PeerTiming } from './peer-timing.js';

export interface PeerLinkOptions {
  readonly redisUrl: string;
  readonly timing: Pick<PeerTiming, 'commandMs'>;
  readonly log: Logger;
}

const options: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2000,
  autoResubscribe: false,
  // It waits for the end of a connection that may have ended before, as that of a Redis that is away has.
  disconnectTimeout: 100,
  retryStrategy: (attempt) => Math.min(500, 50 * attempt),
};

/** The two connections to Redis by which gateways speak with each other. Commands reject while it is away. */
export class PeerLink {
  readonly commands: Redis;
  private readonly listener: Redis;
  private channel: string | null = null;

  /** `received`: every message of the channel that is listened to, in their order. */
  constructor({ redisUrl, timing, log }: PeerLinkOptions, received: (message: Buffer) => void) {
    const within = { ...options, commandTimeout: timing.commandMs };
    this.commands = new Redis(redisUrl, within);
    this.listener = new Redis(redisUrl, within);
    // Without a listener ioredis writes to stderr; that it is away is said elsewhere.
    for (const redis of [this.commands, this.listener]) {
      redis.on('error', (error) => log.debug('redis connection', { error }));
    }
    this.listener.on('ready', () => void this.subscribe());
    this.listener.on('messageBuffer', (_channel: Buffer, message: Buffer) => received(message));
  }

  /** Is told of each new connection: what Redis had taken before may be lost. */
  onReady(tell: () => void): void {
    this.commands.on('ready', tell);
  }

  get isReady(): boolean {
    return this.commands.status === 'ready';
  }

  /** Resolves when Redis has been reached, or has been tried in vain. */
  async tried(): Promise<void> {
    for (const redis of [this.commands, this.listener]) {
      if (redis.status === 'ready') continue;
      await new Promise<void>((resolve) => {
        redis.once('ready', () => resolve());
        redis.once('error', () => resolve());
      });
    }
    await this.subscribe();
  }

  /** Listens to this channel alone. */
  async listenTo(channel: string): Promise<void> {
    const before = this.channel;
    this.channel = channel;
    if (before !== null && this.listener.status === 'ready') {
      await this.listener.unsubscribe(before).catch(() => undefined);
    }
    await this.subscribe();
  }

  /** Nothing is heard, though Redis answers: a connection that may be dead is replaced. */
  listenAnew(): void {
    this.listener.disconnect(true);
  }

  close(): void {
    this.commands.disconnect();
    this.listener.disconnect();
  }

  private async subscribe(): Promise<void> {
    if (this.channel === null || this.listener.status !== 'ready') return;
    // In vain: the connection has ended, and the next one subscribes.
    await this.listener.subscribe(this.channel).catch(() => undefined);
  }
}
