/**
 * Where an event is in its group: events are in the order of their times, those of the same time in the order
 * in which they came.
 */
export interface LogPosition {
  readonly timestampMs: number;
  readonly blockId: number;
  /** In its block; -1: before the first. */
  readonly index: number;
}

export function comparePositions(a: LogPosition, b: LogPosition): number {
  return a.timestampMs - b.timestampMs || a.blockId - b.blockId || a.index - b.index;
}

/** A position as a text, to be given to callers and taken back. */
export const encodeLogPosition = ({ timestampMs, blockId, index }: LogPosition): string =>
  `${timestampMs}/${blockId}/${index}`;

/** Null for a text that is none. */
export function decodeLogPosition(text: string): LogPosition | null {
  const match = /^(\d{1,16})\/(\d{1,16})\/(-1|\d{1,9})$/.exec(text);
  if (!match) return null;
  const [timestampMs, blockId, index] = match.slice(1).map(Number) as [number, number, number];
  return Number.isSafeInteger(timestampMs) && Number.isSafeInteger(blockId)
    ? { timestampMs, blockId, index }
    : null;
}

/** An event's id as CloudWatch Logs has them: 56 digits; the same as often as it is read. */
export const logEventId = ({ timestampMs, blockId, index }: LogPosition): string =>
  `3${String(timestampMs).padStart(16, '0')}${String(blockId).padStart(19, '0')}${String(index).padStart(20, '0')}`;
