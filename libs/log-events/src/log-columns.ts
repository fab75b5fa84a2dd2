import type { LogStreamName } from './log-stream-name.js';

/** What the columns of a stream take from the start; they double as they need. */
export const firstBytes = 1024;

/**
 * Events of one stream, column by column. Messages are written out as they come: a line that was put together
 * of pieces costs several times as much to keep until later.
 */
export class LogColumns {
  readonly timestampsMs: number[] = [];
  /** Of the messages, in bytes of UTF-8. */
  readonly lengths: number[] = [];
  private texts = Buffer.allocUnsafeSlow(firstBytes);
  private used = 0;

  constructor(readonly name: LogStreamName) {}

  /** Returns how many bytes the message has. */
  add(timestampMs: number, message: string): number {
    this.makeRoom(message.length * 3);
    const length = this.texts.write(message, this.used);
    this.used += length;
    this.timestampsMs.push(timestampMs);
    this.lengths.push(length);
    return length;
  }

  /** All messages, one behind the other. */
  get messages(): Buffer {
    return this.texts.subarray(0, this.used);
  }

  private makeRoom(bytes: number): void {
    if (this.used + bytes <= this.texts.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.texts.length * 2, this.used + bytes));
    this.texts.copy(larger, 0, 0, this.used);
    this.texts = larger;
  }
}
