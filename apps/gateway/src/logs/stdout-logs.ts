import { write } from 'node:fs';
import type { DeliveryCounts } from './delivery-queue.js';
import type { MemoryRoom } from './memory-room.js';

/** Writes some of these bytes, and says how many, as `fs.write` does. */
export type WriteBytes = (
  bytes: Buffer,
  done: (error: NodeJS.ErrnoException | null, written: number) => void,
) => void;

/** Writes up to this size come out whole, whoever else writes (POSIX: PIPE_BUF of Linux). */
const writeBytesMax = 4096;
const tryAgainAfterMs = 10;
/** `process.stdout.fd` would open a stream on it, which changes how writes to it wait. */
const stdout = 1;

/**
 * Writes lines to the process's standard output. Not by `process.stdout`, which makes whoever writes to a
 * pipe wait for its reader: a thread of libuv waits instead, and what has no place meanwhile is dropped.
 */
export class StdoutLogs {
  private readonly lines: Buffer[] = [];
  private isWriting = false;
  private sent = 0;
  private dropped = 0;
  private idle: (() => void) | null = null;

  constructor(
    private readonly room: MemoryRoom,
    private readonly writeBytes: WriteBytes = (bytes, done) => write(stdout, bytes, done),
  ) {}

  /** `line`: without its end. */
  write(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    if (!this.room.take(bytes.length)) {
      this.dropped += 1;
      return;
    }
    this.lines.push(bytes);
    if (!this.isWriting) this.writeNext();
  }

  status(): DeliveryCounts {
    return { waiting: this.lines.length, sent: this.sent, dropped: this.dropped };
  }

  /** Writes what is there, but waits no longer than so. */
  async close(withinMs: number): Promise<void> {
    if (!this.isWriting) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.idle = resolve;
      timer = setTimeout(resolve, withinMs);
    });
    clearTimeout(timer);
  }

  private writeNext(): void {
    let count = 0;
    let bytes = 0;
    for (const line of this.lines) {
      if (count > 0 && bytes + line.length > writeBytesMax) break;
      bytes += line.length;
      count += 1;
    }
    this.isWriting = count > 0;
    if (count === 0) {
      this.idle?.();
      return;
    }
    this.writeAll(Buffer.concat(this.lines.slice(0, count)), (isWritten) => {
      this.lines.splice(0, count);
      this.room.giveBack(bytes);
      if (isWritten) this.sent += count;
      else this.dropped += count;
      this.writeNext();
    });
  }

  private writeAll(bytes: Buffer, done: (isWritten: boolean) => void): void {
    this.writeBytes(bytes, (error, written) => {
      // The reader is slow, and somebody has made the pipe one that does not wait.
      if (error?.code === 'EAGAIN') setTimeout(() => this.writeAll(bytes, done), tryAgainAfterMs).unref();
      else if (error !== null) done(false);
      else if (written < bytes.length) this.writeAll(bytes.subarray(written), done);
      else done(true);
    });
  }
}
