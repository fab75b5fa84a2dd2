import type { Rejection } from '../refusals/rejection.js';

/** A body that arrives in pieces. Whoever takes it must read it to its end or `destroy` it. */
export interface ResponseStream {
  /** All of it, when it has arrived in one piece already: then there is nothing to pipe. Null otherwise. */
  whole(): Buffer | null;
  /** Hands every piece to the sink, those already here first. Called once. */
  pipeTo(sink: ResponseSink): void;
  /** Nobody will read it: lets go of the connection that it comes from. */
  destroy(): void;
}

export interface ResponseSink {
  /** False: do not send more until `ResponseStream`'s `resume` given to `start` is called. */
  write(chunk: Buffer): boolean;
  end(): void;
  /** The rest will not come, and why. What was written must look incomplete. */
  fail(rejection: Rejection): void;
  /** Called first, with the function that asks for more after `write` has returned false. */
  start(resume: () => void): void;
}

/** What goes back to the caller. */
export interface CallerResponse {
  readonly status: number;
  /**
   * Name, value, name, value, ... without framing: Content-Length, Transfer-Encoding and Connection are the
   * listener's.
   */
  readonly headers: readonly string[];
  readonly body: Buffer | string | ResponseStream | null;
  /** Bytes of a streamed body when known beforehand, else null. */
  readonly streamBytes: number | null;
}
