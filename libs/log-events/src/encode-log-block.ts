import type { LogColumns } from './log-columns.js';
import type { LogStreamName } from './log-stream-name.js';
import { numberLength, unsigned, writeNumber } from './number-bytes.js';

/** `TLB`, and the version of what follows. */
export const logBlockMagic = [0x54, 0x4c, 0x42, 1] as const;

/**
 * The bytes of a block: its magic, then the sections to the end. A section is account, region, group and
 * stream, each behind its length, and behind its own length the body: how many events, the differences of
 * their times in milliseconds (the first to 1970), the lengths of their messages, and the messages. All
 * numbers as of number-bytes.ts.
 */
export function encodeLogBlock(sections: readonly LogColumns[]): Buffer {
  const parts: Buffer[] = [Buffer.from(logBlockMagic)];
  for (const section of sections) {
    const numbers = encodeNumbers(section);
    const { messages } = section;
    parts.push(encodeHead(section.name, numbers.length + messages.length), numbers, messages);
  }
  return Buffer.concat(parts);
}

/** The same bytes, of sections that were read of other blocks; their bodies are taken as they are. */
export function joinLogSections(
  sections: readonly (LogStreamName & { readonly body: Uint8Array })[],
): Buffer {
  const parts: Uint8Array[] = [Buffer.from(logBlockMagic)];
  for (const section of sections) parts.push(encodeHead(section, section.body.length), section.body);
  return Buffer.concat(parts);
}

function encodeHead(name: LogStreamName, bodyLength: number): Buffer {
  const texts = [name.accountId, name.region, name.group, name.stream].map((text) => Buffer.from(text));
  const head = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + 2 + text.length, 9));
  let at = 0;
  for (const text of texts) {
    at = writeNumber(head, at, text.length);
    at += text.copy(head, at);
  }
  return head.subarray(0, writeNumber(head, at, bodyLength));
}

function encodeNumbers({ timestampsMs, lengths }: LogColumns): Buffer {
  let size = numberLength(lengths.length);
  let last = 0;
  for (let index = 0; index < lengths.length; index++) {
    size += numberLength(unsigned(timestampsMs[index]! - last)) + numberLength(lengths[index]!);
    last = timestampsMs[index]!;
  }
  const bytes = Buffer.allocUnsafe(size);
  let at = writeNumber(bytes, 0, lengths.length);
  last = 0;
  for (const timestampMs of timestampsMs) {
    at = writeNumber(bytes, at, unsigned(timestampMs - last));
    last = timestampMs;
  }
  for (const length of lengths) at = writeNumber(bytes, at, length);
  return bytes;
}
