import type { ResponseSink, ResponseStream } from '../../invocation/caller-response.js';
import type { Rejection } from '../../refusals/rejection.js';
import { CancelledError, DeadlineError, rejectionOf } from './backend-failure.js';
import type { PooledHandler } from './connection-pool.js';
import type { Deadline, Deadlines, Timed } from './deadlines.js';

/** The head of a backend's response, its body still to come, or why there is none. */
export type BackendOutcome =
  | {
      readonly ok: true;
      readonly status: number;
      readonly rawHeaders: readonly Buffer[];
      readonly body: ResponseStream;
    }
  | { readonly ok: false; readonly rejection: Rejection };

/** Kept of a body that nobody has taken yet. */
const waitingBytesMax = 64 * 1024;

/**
 * One call of a backend under one deadline, which counts from the start of the call to the last byte of the
 * response. It is never sent twice: after the first byte nobody can tell what the backend has done with it.
 *
 * Takes undici's events in their raw form: header names and values stay the bytes that they are until it is
 * known which go on.
 */
export class BackendCall implements PooledHandler, ResponseStream, Timed {
  private readonly deadline: Deadline;
  private abort: ((error: Error) => void) | null = null;
  private leaveQueue: (() => void) | null = null;
  private cancelledBy: Error | null = null;
  private answered = false;
  private over = false;
  private waiting: Buffer[] | null = null;
  private waitingBytes = 0;
  private paused = false;
  private lost: Rejection | null = null;
  private sink: ResponseSink | null = null;
  private resume: (() => void) | null = null;

  constructor(
    deadlines: Deadlines,
    timeoutMs: number,
    private readonly resolve: (outcome: BackendOutcome) => void,
    /** The request is on its connection, behind all that was sent there before it. */
    private readonly sent?: () => void,
  ) {
    this.deadline = deadlines.start(this, timeoutMs);
  }

  onQueued(leave: () => void): void {
    this.leaveQueue = leave;
  }

  onConnect(abort: (error?: Error) => void): void {
    this.abort = abort;
    this.leaveQueue = null;
    if (this.cancelledBy) abort(this.cancelledBy);
  }

  onRequestSent(): void {
    this.sent?.();
  }

  onHeaders(status: number, rawHeaders: Buffer[], resume: () => void): boolean {
    // 1xx: an interim response, the real one follows.
    if (status < 200) return true;
    this.answered = true;
    this.resume = resume;
    this.resolve({ ok: true, status, rawHeaders, body: this });
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.sink) return this.sink.write(chunk);
    // The head was handed out in this very turn; whoever takes the body comes a moment later. Most bodies are
    // whole by then.
    (this.waiting ??= []).push(chunk);
    this.waitingBytes += chunk.length;
    this.paused = this.waitingBytes > waitingBytesMax;
    return !this.paused;
  }

  onComplete(): void {
    this.finish();
    this.sink?.end();
  }

  onError(error: Error): void {
    // A call that was given up while it waited for a connection hears of its own end later.
    if (this.over) return;
    this.finish();
    if (this.answered) {
      this.lost = rejectionOf(error, true);
      this.sink?.fail(this.lost);
      return;
    }
    this.answered = true;
    // undici hands out `abort` when the call has its connection.
    this.resolve({ ok: false, rejection: rejectionOf(error, this.abort !== null) });
  }

  onUpgrade(): void {
    throw new Error('a backend switched protocols without being asked');
  }

  whole(): Buffer | null {
    if (!this.over || this.lost || this.waiting?.length !== 1) return null;
    return this.waiting[0]!;
  }

  pipeTo(sink: ResponseSink): void {
    this.sink = sink;
    sink.start(() => this.resume?.());
    let more = true;
    for (const chunk of this.waiting ?? []) more = sink.write(chunk);
    this.waiting = null;
    if (this.lost) sink.fail(this.lost);
    else if (this.over) sink.end();
    else if (this.paused && more) this.resume?.();
  }

  destroy(): void {
    this.cancel(new CancelledError('the answer is not read'));
  }

  /** The caller has gone: nobody waits for the response. */
  callerGone(): void {
    this.cancel(new CancelledError('the caller has gone'));
  }

  onDeadline(): void {
    this.cancel(new DeadlineError('the integration did not answer in its time'));
  }

  /** Ends the call, also one that still waits for a connection. */
  cancel(error: Error): void {
    if (this.over) return;
    this.cancelledBy = error;
    if (this.abort) this.abort(error);
    else {
      this.leaveQueue?.();
      this.onError(error);
    }
  }

  private finish(): void {
    this.over = true;
    this.deadline.lift();
  }
}
