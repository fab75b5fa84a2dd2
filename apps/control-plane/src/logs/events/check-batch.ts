import type { logs } from '#libs/aws-wire';
import { invalidParameter } from '../refusals.js';

/** What PutLogEvents takes at once, and of which time (API reference: PutLogEvents). */
const batchBytesMax = 1_048_576;
/** What an event counts for beyond its message. */
const eventOverheadBytes = 26;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const oldestMs = 14 * dayMs;
const newestMs = 2 * hourMs;

/** The part of a batch that is taken, and what is said of the rest. */
export interface CheckedBatch {
  readonly events: readonly logs.InputLogEvent[];
  readonly rejected: logs.RejectedLogEventsInfo | undefined;
}

/**
 * Holds a batch to what the service takes. Events that are too old or too new are left out, since those
 * around them count.
 *
 * @param keptMs how long the group keeps events; null where it has no bound.
 * @throws WireException for a batch that is refused as a whole.
 */
export function checkBatch(
  events: readonly logs.InputLogEvent[],
  keptMs: number | null,
  nowMs: number,
): CheckedBatch {
  checkSize(events);
  checkOrder(events);
  const firstAfter = (timeMs: number): number => {
    const index = events.findIndex(({ timestamp }) => timestamp > timeMs);
    return index === -1 ? events.length : index;
  };
  const tooOldEnd = firstAfter(nowMs - oldestMs - 1);
  const expiredEnd = keptMs === null ? 0 : firstAfter(nowMs - keptMs - 1);
  const tooNewStart = firstAfter(nowMs + newestMs);
  const start = Math.max(tooOldEnd, expiredEnd);
  const taken = events.slice(start, Math.max(start, tooNewStart));
  if (taken.length > 0 && taken.at(-1)!.timestamp - taken[0]!.timestamp > dayMs)
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  if (taken.length === events.length) return { events: taken, rejected: undefined };
  return {
    events: taken,
    rejected: {
      ...(tooNewStart < events.length && { tooNewLogEventStartIndex: tooNewStart }),
      ...(tooOldEnd > 0 && { tooOldLogEventEndIndex: tooOldEnd }),
      ...(expiredEnd > tooOldEnd && { expiredLogEventEndIndex: expiredEnd }),
    },
  };
}

function checkSize(events: readonly logs.InputLogEvent[]): void {
  let bytes = 0;
  for (const { message } of events) {
    const own = Buffer.byteLength(message) + eventOverheadBytes;
    if (own > batchBytesMax)
      throw invalidParameter(`Log event too large: ${own} bytes exceeds limit of ${batchBytesMax}`);
    bytes += own;
  }
  if (bytes > batchBytesMax)
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${batchBytesMax}`);
}

function checkOrder(events: readonly logs.InputLogEvent[]): void {
  if (events.some(({ timestamp }, index) => index > 0 && timestamp < events[index - 1]!.timestamp))
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
}
