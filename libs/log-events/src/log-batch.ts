import { encodeLogBlock } from './encode-log-block.js';
import { logBlockBounds, messageBytesMax } from './log-block-bounds.js';
import { firstBytes, LogColumns } from './log-columns.js';
import type { LogStreamName } from './log-stream-name.js';
import type { LogWriter } from './log-writer.js';

/** With one more message and the names it fits a block. */
const bytesMax = 524_288;
/** Each of them may be of a stream of its own. */
const eventsMax = logBlockBounds.sections;

/**
 * Gathers events and hands them on as a block: when it is full, so that it never holds much more than half a
 * MiB and the last message, however many streams they belong to, and when its owner flushes it, which it
 * should do about once a second.
 */
export class LogBatch implements LogWriter {
  private readonly sections = new Map<LogStreamName, LogColumns>();
  private bytes = 0;
  private events = 0;

  /** `hand`: takes each block, with the number of its events; must not throw. */
  constructor(private readonly hand: (block: Buffer, events: number) => void) {}

  write(stream: LogStreamName, timestampMs: number, message: string): void {
    let section = this.sections.get(stream);
    if (section === undefined) {
      this.sections.set(stream, (section = new LogColumns(stream)));
      this.bytes += firstBytes + stream.group.length + stream.stream.length;
    }
    const text = message.length * 3 > messageBytesMax ? cut(message) : message;
    this.bytes += section.add(timestampMs, text);
    this.events += 1;
    if (this.bytes >= bytesMax || this.events === eventsMax) this.flush();
  }

  /** Hands on what is there; nothing when nothing is. */
  flush(): void {
    if (this.events === 0) return;
    const block = encodeLogBlock([...this.sections.values()]);
    const { events } = this;
    this.sections.clear();
    this.bytes = 0;
    this.events = 0;
    this.hand(block, events);
  }
}

/** Its first `messageBytesMax` bytes, less the part of a character. */
function cut(message: string): string {
  const bytes = Buffer.from(message);
  if (bytes.length <= messageBytesMax) return message;
  let end = messageBytesMax;
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
