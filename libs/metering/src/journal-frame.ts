import { crc32 } from 'node:zlib';
import { useLength } from './journal-use.js';

/** So many times the same use, one after the other. */
export interface JournalRun {
  readonly use: Uint8Array;
  count: number;
}

/**
 * Where a frame's parts are: u32 body length, u32 CRC-32 of the body; body = f64 first sequence number, u16
 * runs, then u32 count + use each.
 */
const headerBytes = 8;
const bodyHeaderBytes = 10;

/**
 * No frame holds more runs, so that a reader can stop between frames without overshooting its bound by much.
 */
export const frameRunsMax = 500;
const bodyBytesMax = bodyHeaderBytes + frameRunsMax * (4 + 10 + 255 + 255);

/**
 * One write to the journal: the uses of consecutive sequence numbers from `firstSequence` on, with one
 * checksum over all, so that a write is there as a whole or not at all.
 *
 * @throws RangeError for more than `frameRunsMax` runs.
 */
export function encodeFrame(firstSequence: number, runs: readonly JournalRun[]): Uint8Array {
  if (runs.length > frameRunsMax) throw new RangeError(`a frame holds at most ${frameRunsMax} runs`);
  let length = headerBytes + bodyHeaderBytes;
  for (const run of runs) length += 4 + run.use.length;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setFloat64(headerBytes, firstSequence);
  view.setUint16(headerBytes + 8, runs.length);
  let at = headerBytes + bodyHeaderBytes;
  for (const run of runs) {
    view.setUint32(at, run.count);
    bytes.set(run.use, at + 4);
    at += 4 + run.use.length;
  }
  view.setUint32(0, length - headerBytes);
  view.setUint32(4, crc32(bytes.subarray(headerBytes)));
  return bytes;
}

/** A frame found in a journal; its runs are read in place. */
export interface JournalFrame {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly runs: number;
  /** Where the next frame starts. */
  readonly end: number;
  readonly start: number;
}

/**
 * The frame at `start`, or why there is none: `end` = nothing there, `incomplete` = cut off, `damaged` =
 * wrong length or checksum. Whatever follows an incomplete or damaged frame is not to be trusted.
 */
export function readFrame(bytes: Uint8Array, start: number): JournalFrame | 'end' | 'incomplete' | 'damaged' {
  if (start >= bytes.length) return 'end';
  if (start + headerBytes > bytes.length) return 'incomplete';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(start);
  if (length < bodyHeaderBytes || length > bodyBytesMax) return 'damaged';
  const end = start + headerBytes + length;
  if (end > bytes.length) return 'incomplete';
  if (crc32(bytes.subarray(start + headerBytes, end)) !== view.getUint32(start + 4)) return 'damaged';
  const firstSequence = view.getFloat64(start + headerBytes);
  const frame = { firstSequence, lastSequence: 0, runs: view.getUint16(start + headerBytes + 8), end, start };
  let uses = 0;
  visitRuns(bytes, frame, (_useAt, count) => (uses += count));
  return { ...frame, lastSequence: firstSequence + uses - 1 };
}

/** Calls `visit` with the offset of each run's use and its count, in order. */
export function visitRuns(
  bytes: Uint8Array,
  frame: JournalFrame,
  visit: (useAt: number, count: number) => void,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = frame.start + headerBytes + bodyHeaderBytes;
  for (let run = 0; run < frame.runs; run++) {
    visit(at + 4, view.getUint32(at));
    at += 4 + useLength(bytes, at + 4);
  }
}
