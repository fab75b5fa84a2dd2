import { unquotedMessage, type Logger } from '#libs/telemetry';
import type { MemoryRoom } from './memory-room.js';

/** What one call of the other side takes. */
export interface DeliveryBounds {
  readonly items: number;
  readonly bytes: number;
}

export interface DeliveryQueueOptions<Item> {
  /** Where to, for the log. */
  readonly to: string;
  /** Of one call. */
  readonly bounds: DeliveryBounds;
  /** As the other side counts them. */
  readonly bytesOf: (item: Item) => number;
  /**
   * Makes one call; resolves to what was not taken and is worth another try. Rejects when the call failed:
   * then all of it is.
   */
  readonly send: (items: readonly Item[]) => Promise<readonly Item[]>;
  readonly room: MemoryRoom;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  /** Between the first attempt and the second; each next is twice as long, up to 5 s. */
  readonly firstPauseMs?: number | undefined;
}

/** What became of what was added. */
export interface DeliveryCounts {
  readonly waiting: number;
  readonly sent: number;
  readonly dropped: number;
}

/** Gathers for so long before it calls, when less than a call's fill is there. */
const gatherMs = 500;
/** With the pauses between them some 20 s: then the oldest gives way to what came later. */
const attemptsMax = 8;
const pauseMsMax = 5_000;

interface Waiting<Item> {
  readonly item: Item;
  readonly bytes: number;
}

/**
 * Lines on their way to a service that is not ours: bounded, sent one call after the other, again for what
 * failed, and dropped and counted where there is no room or no end of failing. Adding never waits.
 */
export class DeliveryQueue<Item> {
  private readonly queue: Waiting<Item>[] = [];
  private queuedBytes = 0;
  private inDelivery = 0;
  private sent = 0;
  private dropped = 0;
  private isFailing = false;
  private isClosing = false;
  private running: Promise<void> | null = null;
  private endPause: (() => void) | null = null;
  private isGathering = false;

  constructor(private readonly options: DeliveryQueueOptions<Item>) {}

  add(item: Item): void {
    const bytes = this.options.bytesOf(item);
    const isTooLarge = bytes > this.options.bounds.bytes;
    if (isTooLarge || this.isClosing || !this.options.room.take(bytes)) {
      this.dropped += 1;
      return;
    }
    this.queue.push({ item, bytes });
    this.queuedBytes += bytes;
    this.running ??= this.run();
    if (this.isGathering && this.fillsCall()) this.endPause?.();
  }

  /** Counts what had no chance to be added. */
  drop(): void {
    this.dropped += 1;
  }

  /** Nothing waits, and nothing is being sent. */
  get isIdle(): boolean {
    return this.running === null;
  }

  counts(): DeliveryCounts {
    return { waiting: this.queue.length + this.inDelivery, sent: this.sent, dropped: this.dropped };
  }

  /** Sends what is there, but waits no longer than so; the rest is dropped. */
  async close(withinMs: number): Promise<void> {
    this.isClosing = true;
    this.endPause?.();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)));
    await Promise.race([this.running, late]);
    clearTimeout(timer);
    this.dropped += this.queue.splice(0).length;
  }

  private async run(): Promise<void> {
    while (this.queue.length > 0) {
      if (!this.fillsCall()) {
        this.isGathering = true;
        await this.pause(gatherMs);
        this.isGathering = false;
      }
      await this.deliver(this.takeBatch());
    }
    this.running = null;
  }

  private fillsCall(): boolean {
    const { items, bytes } = this.options.bounds;
    return this.queue.length >= items || this.queuedBytes >= bytes;
  }

  /** The first that fit one call; at least one does. */
  private takeBatch(): readonly Waiting<Item>[] {
    const { items, bytes: bytesMax } = this.options.bounds;
    let bytes = 0;
    let end = 0;
    while (end < Math.min(items, this.queue.length) && bytes + this.queue[end]!.bytes <= bytesMax) {
      bytes += this.queue[end]!.bytes;
      end += 1;
    }
    this.queuedBytes -= bytes;
    return this.queue.splice(0, end);
  }

  private async deliver(batch: readonly Waiting<Item>[]): Promise<void> {
    let left: readonly Item[] = batch.map(({ item }) => item);
    let pauseMs = this.options.firstPauseMs ?? 200;
    for (let attempt = 1; left.length > 0; attempt++) {
      this.inDelivery = left.length;
      const failed = await this.attempt(left);
      this.sent += left.length - failed.length;
      left = failed;
      if (left.length === 0 || attempt === attemptsMax || this.isClosing) break;
      await this.pause(pauseMs / 2 + (Math.random() * pauseMs) / 2);
      pauseMs = Math.min(pauseMsMax, pauseMs * 2);
    }
    this.inDelivery = 0;
    this.dropped += left.length;
    for (const { bytes } of batch) this.options.room.giveBack(bytes);
  }

  private async attempt(items: readonly Item[]): Promise<readonly Item[]> {
    const { send, log, to } = this.options;
    try {
      const failed = await send(items);
      if (this.isFailing && failed.length === 0) {
        this.isFailing = false;
        log.info('log lines are delivered again', { to, dropped: this.dropped });
      }
      return failed;
    } catch (error) {
      if (!this.isFailing) {
        this.isFailing = true;
        log.warn('log lines are not delivered', { to, reason: unquotedMessage(error) });
      }
      return items;
    }
  }

  /** Ends early when `endPause` is called. */
  private pause(ms: number): Promise<void> {
    if (this.isClosing) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.endPause = null;
        resolve();
      };
      const timer = setTimeout(end, ms).unref();
      this.endPause = end;
    });
  }
}
