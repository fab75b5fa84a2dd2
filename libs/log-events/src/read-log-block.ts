import { logBlockMagic } from './encode-log-block.js';
import { logBlockBounds } from './log-block-bounds.js';
import { isLogStreamName, type LogStreamName } from './log-stream-name.js';
import { ByteReader } from './number-bytes.js';
import { readBodyNumbers } from './read-log-events.js';

/** Events of one stream in a block. */
export interface LogSection extends LogStreamName {
  readonly events: number;
  /** The earliest and the latest of its events. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Its events, for `readLogEvents`, now or from where this is kept. A part of the block, not a copy. */
  readonly body: Uint8Array;
}

export type LogBlock = { readonly sections: readonly LogSection[] } | { readonly refused: string };

/**
 * What is in a block that somebody has sent: its sections, each checked to its last byte, or why it is
 * refused as a whole. It is held to `logBlockBounds` before anything is made of it.
 */
export function readLogBlock(block: Uint8Array): LogBlock {
  if (block.length > logBlockBounds.bytes) return { refused: `more than ${logBlockBounds.bytes} bytes` };
  const reader = new ByteReader(block);
  const magic = reader.take(logBlockMagic.length);
  if (reader.broken || !logBlockMagic.every((byte, index) => magic[index] === byte)) {
    return { refused: 'not a block of log events of version 1' };
  }
  const sections: LogSection[] = [];
  let events = 0;
  while (reader.left > 0) {
    if (sections.length === logBlockBounds.sections) {
      return { refused: `more than ${logBlockBounds.sections} sections` };
    }
    const section = readSection(reader);
    if (section === null) return { refused: `section ${sections.length} is damaged` };
    events += section.events;
    if (events > logBlockBounds.events) return { refused: `more than ${logBlockBounds.events} events` };
    sections.push(section);
  }
  return { sections };
}

function readSection(reader: ByteReader): LogSection | null {
  const name = {
    accountId: readText(reader),
    region: readText(reader),
    group: readText(reader),
    stream: readText(reader),
  };
  const body = reader.take(reader.number());
  if (reader.broken || !isLogStreamName(name)) return null;
  const numbers = readBodyNumbers(body);
  if (numbers === null || numbers.timestampsMs.length === 0) return null;
  let firstMs = Infinity;
  let lastMs = 0;
  for (const timestampMs of numbers.timestampsMs) {
    firstMs = Math.min(firstMs, timestampMs);
    lastMs = Math.max(lastMs, timestampMs);
  }
  return { ...name, events: numbers.timestampsMs.length, firstMs, lastMs, body };
}

function readText(reader: ByteReader): string {
  const { buffer, byteOffset, byteLength } = reader.take(reader.number());
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}
