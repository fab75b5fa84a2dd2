import { comparePositions, type LogPosition } from './log-position.js';
import type { LogEventPage, LogEventQuery, StoredLogEvent } from './read-log-events.js';

/** Room for one long message beyond what a page may have, before the page is sorted and cut. */
const slackBytes = 1 << 20;

/**
 * The nearest events of those that it is given, as many as a page may have: they come block by block, and of
 * blocks that overlap not in their order.
 */
export class EventPage {
  private events: StoredLogEvent[] = [];
  private bytes = 0;
  /** The farthest event of the page, when others were left out beyond it. */
  private end: LogPosition | null = null;
  private readonly sign: 1 | -1;

  constructor(private readonly wanted: Pick<LogEventQuery, 'direction' | 'eventsMax' | 'bytesMax'>) {
    this.sign = wanted.direction === 'forward' ? 1 : -1;
  }

  /** False when the page has already ended nearer than that. */
  mayTake(position: LogPosition): boolean {
    return this.end === null || this.isNearer(position, this.end);
  }

  take(event: StoredLogEvent): void {
    this.events.push(event);
    this.bytes += Buffer.byteLength(event.message);
    const { eventsMax, bytesMax } = this.wanted;
    // Sorted now and then, not each time.
    if (this.events.length >= 2 * eventsMax || this.bytes >= 2 * bytesMax + slackBytes) this.cut();
  }

  /** Whether nothing from a time on has a place in the page. */
  endsBefore(timestampMs: number): boolean {
    // Asked of each block, and most blocks of a quiet gateway hold an event or two: not sorted for nothing.
    if (this.end === null && this.events.length < this.wanted.eventsMax && this.bytes <= this.wanted.bytesMax)
      return false;
    this.cut();
    const last = this.events.at(-1)?.position;
    const isFull = this.end !== null || this.events.length === this.wanted.eventsMax;
    if (!last || !isFull || this.sign * (timestampMs - last.timestampMs) <= 0) return false;
    this.end = last;
    return true;
  }

  /** The page; where only what is nearer than an edge is known, up to there. */
  close(edge: LogPosition | null): LogEventPage {
    this.cut();
    let next = this.end;
    if (edge !== null && (next === null || this.isNearer(edge, next))) {
      this.events = this.events.filter(({ position }) => this.isNearer(position, edge));
      next = edge;
    }
    return { events: this.sign === 1 ? this.events : this.events.reverse(), next };
  }

  private cut(): void {
    const { eventsMax, bytesMax } = this.wanted;
    this.events.sort((a, b) => this.sign * comparePositions(a.position, b.position));
    let bytes = 0;
    let count = 0;
    for (const { message } of this.events) {
      const withIt = bytes + Buffer.byteLength(message);
      if (count === eventsMax || (count > 0 && withIt > bytesMax)) break;
      bytes = withIt;
      count += 1;
    }
    this.bytes = bytes;
    if (count === this.events.length) return;
    this.events.length = count;
    this.end = this.events[count - 1]!.position;
  }

  private isNearer(a: LogPosition, b: LogPosition): boolean {
    return this.sign * comparePositions(a, b) < 0;
  }
}
