import { setImmediate } from 'node:timers/promises';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { BlockScan, type LogStreamChoice } from './block-scan.js';
import { EventPage } from './event-page.js';
import {
  comparePositions,
  logEventId,
  type BlockKey,
  type LogCursor,
  type LogPosition,
} from './log-position.js';

/** Which events of a group are read, and how many at once. */
export interface LogEventQuery {
  readonly groupId: string;
  /** All of them when null. */
  readonly streams: LogStreamChoice | null;
  /** Inclusive. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  /** Forward from the oldest, or backward from the newest. */
  readonly direction: 'forward' | 'backward';
  /** Events beyond it in that direction; null: from the end. */
  readonly beyond: LogCursor | null;
  readonly eventsMax: number;
  /** Of messages; one event is given however long it is. */
  readonly bytesMax: number;
  /** After so many bytes of events were looked at, the page ends where it is; 32 MiB by default. */
  readonly scanBytesMax?: number;
  /** After so many blocks, too, however little is in them; 4,096 by default. */
  readonly scanBlocksMax?: number;
  /** Whether an event is wanted; all by default. */
  readonly keep?: (message: string, timestampMs: number) => boolean;
}

export interface StoredLogEvent {
  /** 56 digits; the same as often as it is read. */
  readonly eventId: string;
  readonly stream: string;
  readonly timestampMs: number;
  readonly ingestedMs: number;
  readonly message: string;
  readonly position: LogPosition;
}

export interface LogEventPage {
  /** The oldest first, whatever the direction. */
  readonly events: readonly StoredLogEvent[];
  /** Where to go on, also when no event was found yet; null when there are no more. */
  readonly next: LogCursor | null;
}

/**
 * A page of a group's events in the order of their times, however blocks overlap, unless more of them overlap
 * than one call looks through: then these are read in parts, each in that order, and a page may be empty. It
 * holds one block and no more events than a page has; what was removed since, and what came late, changes
 * later pages only.
 */
export async function readLogEvents(uow: UnitOfWork, wanted: LogEventQuery): Promise<LogEventPage> {
  const { direction, beyond, fromMs, toMs, keep = () => true } = wanted;
  const { after, part } = beyond ?? {};
  const { scanBytesMax = 32 << 20, scanBlocksMax = 4096 } = wanted;
  const page = new EventPage(wanted);
  const sign = direction === 'forward' ? 1 : -1;
  const scan = new BlockScan(uow, wanted);
  let scannedBytes = 0;
  let scannedBlocks = 0;
  const bytesPerTurn = scanBytesMax / 32;
  let sinceTurn = 0;
  let read: BlockKey | null = null;
  for (let block; (block = await scan.next()) !== null;) {
    const { nearestMs, id: blockId } = block.key;
    if (part && isBehind(block.key, part.upTo, sign)) break;
    // Blocks come by their nearest event: what is nearer than that is known by now.
    if (page.endsBefore(nearestMs)) break;
    if (read !== null && (scannedBytes >= scanBytesMax || scannedBlocks >= scanBlocksMax)) {
      const isBeyond = beyond === null || sign * (nearestMs - beyond.timestampMs) > 0;
      if (isBeyond && !part) return goOnIn(page.close(edgeOf(nearestMs, direction)), after);
      // All of these overlap where the page begins. From there on, those that were read come first.
      return endPart(page, after, { upTo: read, from: part?.from ?? beyond! });
    }
    const { sections, bytes } = await block.read();
    scannedBytes += bytes;
    scannedBlocks += 1;
    read = block.key;
    let before = 0;
    for (const { stream, count, events } of sections) {
      for (const [at, { timestampMs, message }] of events.entries()) {
        if (stream === null || timestampMs < fromMs || timestampMs >= toMs) continue;
        const position = { timestampMs, blockId, index: before + at };
        if (beyond !== null && sign * comparePositions(position, beyond) <= 0) continue;
        if (!page.mayTake(position)) continue;
        // Others have their turn while a whole block is looked through.
        sinceTurn += message.length;
        if (sinceTurn > bytesPerTurn) {
          await setImmediate();
          sinceTurn = message.length;
        }
        if (!keep(message, timestampMs)) continue;
        const { ingestedMs } = block;
        page.take({ eventId: logEventId(position), stream, timestampMs, ingestedMs, message, position });
      }
      before += count;
    }
  }
  return part ? endPart(page, after, part) : goOnIn(page.close(null), after);
}

/** What is left of a page goes on in the same blocks. */
const goOnIn = ({ events, next }: LogEventPage, after: BlockKey | undefined): LogEventPage => ({
  events,
  next: next && (after ? { ...next, after } : next),
});

/** The page of a part of the blocks: behind its last page the others are read. */
function endPart(
  page: EventPage,
  after: BlockKey | undefined,
  { upTo, from: { timestampMs, blockId, index } }: NonNullable<LogCursor['part']>,
): LogEventPage {
  const { events, next } = page.close(null);
  const from = { timestampMs, blockId, index };
  return { events, next: next ? { ...next, after, part: { upTo, from } } : { ...from, after: upTo } };
}

const isBehind = (a: BlockKey, b: BlockKey, sign: 1 | -1): boolean =>
  sign * (a.nearestMs - b.nearestMs || a.id - b.id) > 0;

/** Behind everything nearer than a time, and before all that is of that time. */
const edgeOf = (timestampMs: number, direction: LogEventQuery['direction']): LogPosition =>
  direction === 'forward'
    ? { timestampMs, blockId: 0, index: -1 }
    : { timestampMs, blockId: Number.MAX_SAFE_INTEGER, index: 0 };
