import { messageBytesMax, timestampMsMax } from './log-block-bounds.js';
import type { LogEvent } from './log-writer.js';
import { ByteReader, signed } from './number-bytes.js';

/** The numbers of a body: of each event its time and the length of its message. */
export interface LogBodyNumbers {
  readonly timestampsMs: readonly number[];
  readonly lengths: readonly number[];
  /** Where the messages begin. */
  readonly messagesAt: number;
}

/**
 * The events in the body of a section, in the order in which they were written; null for what no encoder has
 * made. Half characters of a caller's text have become U+FFFD.
 */
export function readLogEvents(body: Uint8Array): readonly LogEvent[] | null {
  const numbers = readBodyNumbers(body);
  if (numbers === null) return null;
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let at = numbers.messagesAt;
  return numbers.timestampsMs.map((timestampMs, index) => {
    const from = at;
    at += numbers.lengths[index]!;
    return { timestampMs, message: text.toString('utf8', from, at) };
  });
}

/** Null where they are not those of as many messages as follow. */
export function readBodyNumbers(body: Uint8Array): LogBodyNumbers | null {
  const reader = new ByteReader(body);
  const count = reader.number();
  // Each event has at least a time and a length.
  if (count > reader.left / 2) return null;
  const timestampsMs: number[] = [];
  let last = 0;
  for (let index = 0; index < count; index++) {
    last += signed(reader.number());
    if (!(last >= 0 && last <= timestampMsMax)) return null;
    timestampsMs.push(last);
  }
  const lengths: number[] = [];
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const length = reader.number();
    if (length > messageBytesMax) return null;
    lengths.push(length);
    sum += length;
  }
  if (reader.broken || sum !== reader.left) return null;
  return { timestampsMs, lengths, messagesAt: reader.at };
}
