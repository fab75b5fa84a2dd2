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

/** Where a reading comes to a block, among those of its group: by its nearest event. */
export interface BlockKey {
  readonly nearestMs: number;
  readonly id: number;
}

/**
 * Where a reading goes on: behind a position, in all blocks that may have events there. Of blocks that
 * overlap and are too many to be looked through in one call, some are read to their end, and then the next.
 */
export interface LogCursor extends LogPosition {
  /** Blocks up to this one have been read to their end. */
  readonly after?: BlockKey | undefined;
  /** The blocks that are being read: up to one, and where the next begin when these have ended. */
  readonly part?: { readonly upTo: BlockKey; readonly from: LogPosition } | undefined;
}

/** A cursor as a text, to be given to callers and taken back. */
export function encodeLogCursor(cursor: LogCursor): string {
  const { after, part } = cursor;
  const texts = [positionText(cursor)];
  if (after || part) texts.push(after ? keyText(after) : '');
  if (part) texts.push(keyText(part.upTo), positionText(part.from));
  return texts.join('~');
}

/** Null for a text that is none. */
export function decodeLogCursor(text: string): LogCursor | null {
  const [at = '', after = '', upTo, from = '', ...more] = text.split('~');
  const position = readPosition(at);
  const afterKey = after === '' ? undefined : readKey(after);
  if (!position || afterKey === null || more.length > 0) return null;
  if (upTo === undefined) return { ...position, after: afterKey };
  const upToKey = readKey(upTo);
  const fromPosition = readPosition(from);
  if (!upToKey || !fromPosition) return null;
  return { ...position, after: afterKey, part: { upTo: upToKey, from: fromPosition } };
}

const positionText = ({ timestampMs, blockId, index }: LogPosition): string =>
  `${timestampMs}/${blockId}/${index}`;

function readPosition(text: string): LogPosition | null {
  const match = /^(\d{1,16})\/(\d{1,16})\/(-1|\d{1,9})$/.exec(text);
  if (!match) return null;
  const [timestampMs, blockId, index] = match.slice(1).map(Number) as [number, number, number];
  return Number.isSafeInteger(timestampMs) && Number.isSafeInteger(blockId)
    ? { timestampMs, blockId, index }
    : null;
}

const keyText = ({ nearestMs, id }: BlockKey): string => `${nearestMs}/${id}`;

function readKey(text: string): BlockKey | null {
  const match = /^(\d{1,16})\/(\d{1,16})$/.exec(text);
  const [nearestMs, id] = (match?.slice(1) ?? []).map(Number);
  return Number.isSafeInteger(nearestMs) && Number.isSafeInteger(id)
    ? { nearestMs: nearestMs!, id: id! }
    : null;
}

/** An event's id as CloudWatch Logs has them: 56 digits; the same as often as it is read. */
export const logEventId = ({ timestampMs, blockId, index }: LogPosition): string =>
  `3${String(timestampMs).padStart(16, '0')}${String(blockId).padStart(19, '0')}${String(index).padStart(20, '0')}`;
