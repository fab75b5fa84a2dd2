import type { LogStreamName } from './log-stream-name.js';
import { numberLength, unsigned, writeNumber } from './number-bytes.js';

/** Events of one stream, column by column. */
export interface LogColumns {
  readonly name: LogStreamName;
  readonly timestampsMs: readonly number[];
  /** As many as timestamps. */
  readonly messages: readonly string[];
}

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
    const body = encodeBody(section);
    parts.push(encodeHead(section.name, body.length), body);
  }
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

function encodeBody({ timestampsMs, messages }: LogColumns): Buffer {
  const lengths = messageLengths(messages);
  let size = numberLength(messages.length);
  let last = 0;
  for (let index = 0; index < messages.length; index++) {
    size += numberLength(unsigned(timestampsMs[index]! - last)) + numberLength(lengths.each[index]!);
    last = timestampsMs[index]!;
  }
  const body = Buffer.allocUnsafe(size + lengths.sum);
  let at = writeNumber(body, 0, messages.length);
  last = 0;
  for (const timestampMs of timestampsMs) {
    at = writeNumber(body, at, unsigned(timestampMs - last));
    last = timestampMs;
  }
  for (const length of lengths.each) at = writeNumber(body, at, length);
  if (lengths.joined !== null) body.write(lengths.joined, at, 'latin1');
  else for (const message of messages) at += body.write(message, at);
  return body;
}

interface MessageLengths {
  readonly each: readonly number[];
  readonly sum: number;
  /** All messages where they are plain ASCII, which is written at once; null where one is not. */
  readonly joined: string | null;
}

function messageLengths(messages: readonly string[]): MessageLengths {
  const joined = messages.join('');
  if (Buffer.byteLength(joined) === joined.length) {
    return { each: messages.map((message) => message.length), sum: joined.length, joined };
  }
  // Halves of a character at the ends of two messages are not one: each is measured and written by itself.
  const each = messages.map((message) => Buffer.byteLength(message));
  return { each, sum: each.reduce((sum, length) => sum + length, 0), joined: null };
}
