import type { ConnectionFacts } from '../invocation/connection-event.js';
import type { ConnectionEnd } from './connection-end.js';
import { runEvent, type ConnectionOrigin, type EventServices } from './run-event.js';

/** A connection that has ended, and whose backend is to hear of it. */
export interface EndedConnection {
  readonly facts: ConnectionFacts;
  readonly origin: ConnectionOrigin;
  readonly end: ConnectionEnd;
  /** Its event is through. */
  readonly told?: () => void;
}

/**
 * So many `$disconnect` events of a process are handled at once: ten thousand clients may leave in a moment.
 */
const usualAtOnce = 64;
/** Clients may come and go faster than a backend that hangs is told of. */
const usualWaitingMax = 100_000;
const letGoAt = 1024;

/**
 * Delivers `$disconnect` once for each connection that ended, as well as can be (guide page on that route):
 * one that fails is not tried again. Of what would wait beyond a bound the newest are not told of.
 */
export class Disconnects {
  private waiting: EndedConnection[] = [];
  private next = 0;
  private running = 0;
  private isPlanned = false;
  /** Were not delivered, since too many waited. */
  lost = 0;
  private whenIdle: (() => void) | null = null;

  constructor(
    private readonly services: EventServices,
    private readonly atOnce = usualAtOnce,
    private readonly waitingMax = usualWaitingMax,
  ) {}

  /** Those whose event is not through. */
  get size(): number {
    return this.waiting.length - this.next + this.running;
  }

  add(ended: EndedConnection): void {
    if (this.waiting.length - this.next >= this.waitingMax) {
      this.lost += 1;
      return ended.told?.();
    }
    this.waiting.push(ended);
    this.plan();
  }

  /** Waits, so long at most, until all are through; returns how many are not. */
  async settle(atMostMs: number): Promise<number> {
    if (this.size > 0) {
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, atMostMs);
        this.whenIdle = () => {
          clearTimeout(late);
          resolve();
        };
      });
      this.whenIdle = null;
    }
    return this.size;
  }

  /** In a turn of the event loop of its own: others that leave at the same moment come first. */
  private plan(): void {
    if (this.isPlanned || this.next === this.waiting.length || this.running >= this.atOnce) return;
    this.isPlanned = true;
    setImmediate(() => {
      this.isPlanned = false;
      // So many at most in one turn, also where they are through at once.
      for (let begun = 0; begun < this.atOnce && this.running < this.atOnce; begun++) {
        if (this.next === this.waiting.length) break;
        this.begin(this.takeNext());
      }
      this.plan();
    });
  }

  private takeNext(): EndedConnection {
    const ended = this.waiting[this.next++]!;
    // What is over is let go of also while others wait.
    if (this.next === this.waiting.length || this.next >= letGoAt) {
      this.waiting = this.waiting.slice(this.next);
      this.next = 0;
    }
    return ended;
  }

  private begin({ facts, origin, end, told }: EndedConnection): void {
    this.running += 1;
    const event = {
      type: 'DISCONNECT',
      connection: facts,
      messageId: null,
      disconnectStatusCode: end.code,
      disconnectReason: end.reason,
    } as const;
    runEvent(this.services, origin, event, null, ({ body }) => {
      if (body !== null && typeof body === 'object' && !Buffer.isBuffer(body)) body.destroy();
      this.running -= 1;
      told?.();
      if (this.size === 0) this.whenIdle?.();
      else this.plan();
      return 0;
    });
  }
}
