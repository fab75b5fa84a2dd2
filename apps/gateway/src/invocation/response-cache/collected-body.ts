import { reject, type Rejection } from '../../refusals/rejection.js';
import type { ResponseSink, ResponseStream } from '../caller-response.js';

/** What has become of a body that was to be collected. */
export type Collected =
  | { readonly kind: 'whole'; readonly body: Buffer }
  /** It is longer than may be kept, or too much is being collected. Its caller gets it all the same. */
  | { readonly kind: 'not-kept' }
  /** It did not come to its end. */
  | { readonly kind: 'broken'; readonly rejection: Rejection };

/** Bytes that are held of all bodies that are being collected. */
export class CollectingRoom {
  private held = 0;

  constructor(private readonly bytesMax = 64 * 1024 * 1024) {}

  get bytes(): number {
    return this.held;
  }

  /** False when there is no room for them. */
  take(bytes: number): boolean {
    if (this.held + bytes > this.bytesMax) return false;
    this.held += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.held -= bytes;
  }
}

/** What a piece takes beside its bytes, so that a body of very small ones is not held for nothing. */
const pieceBytes = 128;

export interface CollectOptions {
  readonly bytesMax: number;
  /** What its Content-Length says; null when nothing does. Another number of bytes is a broken body. */
  readonly expectedBytes: number | null;
  readonly room: CollectingRoom;
}

/**
 * A body that goes to its caller as it comes, and is collected on the way. Says once what has become of it.
 *
 * While it is collected the backend is read on although the caller is slow: what comes is held anyway, and
 * others may wait for its end, whom a caller that reads a byte a second must not hold up. From there on the
 * caller's pace is the backend's.
 */
export class CollectedBody implements ResponseStream, ResponseSink {
  private chunks: Buffer[] = [];
  private bytes = 0;
  private heldBytes = 0;
  private collecting = true;
  private sink: ResponseSink | null = null;
  private resumeSource: () => void = () => undefined;
  private paused = false;
  private sinkIsFull = false;

  constructor(
    private readonly source: ResponseStream,
    private readonly options: CollectOptions,
    private readonly onCollected: (collected: Collected) => void,
  ) {
    if ((options.expectedBytes ?? 0) > options.bytesMax) this.giveUp();
  }

  whole(): Buffer | null {
    const body = this.source.whole();
    if (body !== null && this.collecting) {
      if (body.length > this.options.bytesMax) this.giveUp();
      else this.complete(body);
    }
    return body;
  }

  pipeTo(sink: ResponseSink): void {
    this.sink = sink;
    this.source.pipeTo(this);
  }

  destroy(): void {
    this.source.destroy();
    this.breakOff(reject('request.caller_gone', 'the answer is not read'));
  }

  start(resume: () => void): void {
    this.resumeSource = resume;
    this.sink!.start(() => this.resume());
  }

  write(chunk: Buffer): boolean {
    if (this.collecting) this.collect(chunk);
    if (!this.sink!.write(chunk)) this.sinkIsFull = true;
    this.paused = this.sinkIsFull && !this.collecting;
    return !this.paused;
  }

  end(): void {
    if (this.collecting) this.complete(Buffer.concat(this.chunks, this.bytes));
    this.sink!.end();
  }

  fail(rejection: Rejection): void {
    this.breakOff(rejection);
    this.sink!.fail(rejection);
  }

  private resume(): void {
    this.sinkIsFull = false;
    if (!this.paused) return;
    this.paused = false;
    this.resumeSource();
  }

  private collect(chunk: Buffer): void {
    const { bytesMax, room } = this.options;
    const held = chunk.length + pieceBytes;
    const isTooMuch =
      this.bytes + chunk.length > bytesMax || this.heldBytes + held > 2 * bytesMax + pieceBytes;
    if (isTooMuch || !room.take(held)) return this.giveUp();
    this.bytes += chunk.length;
    this.heldBytes += held;
    this.chunks.push(chunk);
  }

  private complete(body: Buffer): void {
    const { expectedBytes } = this.options;
    const isWhole = expectedBytes === null || expectedBytes === body.length;
    const reason = `${body.length} bytes came of ${expectedBytes}`;
    this.conclude(
      isWhole
        ? { kind: 'whole', body }
        : { kind: 'broken', rejection: reject('integration.bad_answer', reason) },
    );
  }

  private giveUp(): void {
    this.conclude({ kind: 'not-kept' });
  }

  private breakOff(rejection: Rejection): void {
    if (this.collecting) this.conclude({ kind: 'broken', rejection });
  }

  private conclude(collected: Collected): void {
    this.collecting = false;
    this.options.room.giveBack(this.heldBytes);
    this.chunks = [];
    this.onCollected(collected);
  }
}
