import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { readFrame } from '#libs/metering';

/** Some consecutive frames of the journal: a file, or a piece of memory for what the disk would not take. */
export interface Segment {
  readonly firstSequence: number;
  readonly onDisk: boolean;
  /** The last sequence number that may be in it. */
  lastSequence: number;
  /** How much of it may be read: whole frames only. */
  bytes: number;
  /** Up to `length` bytes from `offset` on. */
  read(offset: number, length: number): Uint8Array;
  /** @throws Error when the disk refuses; what was written is then not part of the segment. */
  append(frame: Uint8Array, lastSequence: number): void;
  close(): void;
  remove(): void;
}

/** Opens a new file for writing. Its name is its first sequence number, so that names sort like sequences. */
export function createFileSegment(folder: string, firstSequence: number): Segment {
  const path = join(folder, `${String(firstSequence).padStart(16, '0')}.journal`);
  const file = openSync(path, 'wx+', 0o600);
  return fileSegment(path, firstSequence, firstSequence - 1, 0, file);
}

/** A segment that only lives as long as the process. */
export function createMemorySegment(firstSequence: number): Segment {
  let content = new Uint8Array(0);
  return {
    firstSequence,
    onDisk: false,
    lastSequence: firstSequence - 1,
    bytes: 0,
    read(offset, length) {
      // What lies behind is room for frames to come.
      return content.subarray(offset, Math.min(offset + length, this.bytes));
    },
    append(frame, lastSequence) {
      const needed = this.bytes + frame.length;
      if (needed > content.length) {
        // Doubled, so that many small frames are not copied each time.
        const larger = new Uint8Array(2 * needed);
        larger.set(content);
        content = larger;
      }
      content.set(frame, this.bytes);
      this.bytes += frame.length;
      this.lastSequence = lastSequence;
    },
    close: () => undefined,
    remove: () => undefined,
  };
}

/** The files that earlier lives of the process have left, oldest first. */
export function openSegments(folder: string): Segment[] {
  const names = readdirSync(folder)
    .filter((name) => /^\d{16}\.journal$/.test(name))
    .sort();
  return names.map((name, index) => {
    const path = join(folder, name);
    const next = names[index + 1];
    // A later file's first number bounds this one's last; only of the newest one the end must be looked for.
    const last = next === undefined ? lastSequenceOf(path) : Number(next.slice(0, 16)) - 1;
    const first = Number(name.slice(0, 16));
    return fileSegment(path, first, Math.max(first - 1, last), statSync(path).size, null);
  });
}

function fileSegment(
  path: string,
  firstSequence: number,
  lastSequence: number,
  bytes: number,
  writing: number | null,
): Segment {
  let file = writing;
  return {
    firstSequence,
    onDisk: true,
    lastSequence,
    bytes,
    read(offset, length) {
      const content = new Uint8Array(Math.max(0, Math.min(length, this.bytes - offset)));
      file ??= openSync(path, 'r');
      return content.subarray(0, readSync(file, content, 0, content.length, offset));
    },
    append(frame, last) {
      if (file === null) throw new Error('the segment is closed');
      // The position is given, so that a write that failed halfway is written over or left behind the end.
      for (let done = 0; done < frame.length;) {
        done += writeSync(file, frame, done, frame.length - done, this.bytes + done);
      }
      this.bytes += frame.length;
      this.lastSequence = last;
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
    remove() {
      this.close();
      unlinkSync(path);
    },
  };
}

function lastSequenceOf(path: string): number {
  const content = readFileSync(path);
  let last = 0;
  for (let at = 0; ;) {
    const frame = readFrame(content, at);
    if (typeof frame === 'string') return last;
    last = frame.lastSequence;
    at = frame.end;
  }
}
