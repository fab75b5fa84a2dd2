import { unquotedMessage } from '#libs/telemetry';
import type { ResponseSink, ResponseStream } from '../../invocation/caller-response.js';
import { reject, type Rejection } from '../../refusals/rejection.js';
import { EventStreamDecoder, type StreamEvent } from './event-stream.js';

/** What a function says before its body: a text of JSON, or why there is none. */
export type FunctionHead =
  { readonly ok: true; readonly metadata: string } | { readonly ok: false; readonly rejection: Rejection };

/** Stands between metadata and body (guide page "Stream the integration response"). */
const delimiter = Buffer.alloc(8);
/** As much as the headers of a response may reasonably have. */
const headBytesMax = 256 * 1024;
const waitingBytesMax = 64 * 1024;

/**
 * The response of InvokeWithResponseStream as it arrives: takes the messages of Lambda's event stream apart,
 * hands out the metadata once, when it and the delimiter are here, and hands on what follows as a body. A
 * function that fails afterwards, or a stream without its last message, looks cut.
 */
export class FunctionStream implements ResponseStream, ResponseSink {
  private readonly decoder = new EventStreamDecoder();
  private head: Buffer | null = Buffer.alloc(0);
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private sink: ResponseSink | null = null;
  private askForMore: (() => void) | null = null;
  private ended = false;
  private completed = false;
  private lost: Rejection | null = null;

  constructor(
    private readonly source: ResponseStream,
    private readonly resolve: (head: FunctionHead) => void,
  ) {
    source.pipeTo(this);
  }

  start(resume: () => void): void {
    this.askForMore = resume;
  }

  write(chunk: Buffer): boolean {
    if (this.lost !== null) return true;
    let more = true;
    try {
      for (const event of this.decoder.push(chunk)) more = this.take(event);
    } catch (error) {
      this.giveUp(reject('integration.bad_answer', unquotedMessage(error)));
    }
    return more;
  }

  end(): void {
    if (this.lost !== null) return;
    if (!this.completed || !this.decoder.isBetweenMessages) {
      return this.fail(reject('integration.bad_answer', 'the event stream broke off'));
    }
    if (this.head !== null) return this.fail(reject('function.answer', 'the function sent no metadata'));
    this.ended = true;
    this.sink?.end();
  }

  fail(rejection: Rejection): void {
    if (this.lost !== null) return;
    this.lost = rejection;
    if (this.head !== null) this.resolve({ ok: false, rejection });
    this.head = null;
    this.sink?.fail(rejection);
  }

  whole(): Buffer | null {
    return this.ended && this.waiting.length === 1 ? this.waiting[0]! : null;
  }

  pipeTo(sink: ResponseSink): void {
    this.sink = sink;
    sink.start(() => this.askForMore?.());
    let more = true;
    for (const chunk of this.waiting) more = sink.write(chunk);
    const wasFull = this.waitingBytes > waitingBytesMax;
    this.waiting = [];
    this.waitingBytes = 0;
    if (this.lost) sink.fail(this.lost);
    else if (this.ended) sink.end();
    else if (wasFull && more) this.askForMore?.();
  }

  destroy(): void {
    this.source.destroy();
  }

  private take({ type, isException, payload }: StreamEvent): boolean {
    if (isException)
      this.giveUp(reject('integration.refused', `Lambda ended the stream with ${named(type)}`));
    else if (type === 'PayloadChunk') return this.takePayload(payload);
    else if (type === 'InvokeComplete') this.complete(payload);
    return true;
  }

  private takePayload(payload: Buffer): boolean {
    if (this.head === null) return this.pass(payload);
    const head = Buffer.concat([this.head, payload]);
    const end = head.indexOf(delimiter);
    if (end < 0 && head.length > headBytesMax) {
      this.giveUp(reject('function.answer', 'the function sent no metadata'));
      return true;
    }
    this.head = head;
    if (end < 0) return true;
    this.head = null;
    this.resolve({ ok: true, metadata: head.toString('utf8', 0, end) });
    return this.pass(head.subarray(end + delimiter.length));
  }

  private pass(bytes: Buffer): boolean {
    if (bytes.length === 0) return true;
    if (this.sink) return this.sink.write(bytes);
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    return this.waitingBytes <= waitingBytesMax;
  }

  private complete(payload: Buffer): void {
    this.completed = true;
    const code = errorCodeIn(payload);
    if (code !== null) this.giveUp(reject('function.error', `the function ended with ${named(code)}`));
  }

  private giveUp(rejection: Rejection): void {
    this.fail(rejection);
    this.source.destroy();
  }
}

/** The names that Lambda has for errors, such as `Function.Unhandled`, may be logged; other texts may not. */
const named = (text: string): string =>
  /^[A-Za-z]{1,60}(\.[A-Za-z]{1,60})?$/.test(text) ? text : 'an error';

/** Null: the function ended well. */
function errorCodeIn(payload: Buffer): string | null {
  const { ErrorCode } = JSON.parse(payload.toString('utf8') || '{}') as { ErrorCode?: unknown };
  return typeof ErrorCode === 'string' && ErrorCode !== '' ? ErrorCode : null;
}
