import { constants, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import type { PooledHandler, PooledRequest } from '../connection-pool.js';
import { requestFields } from './request-fields.js';

/** How a stream ended for the call on it. */
export type StreamEnd =
  /** The call is over, its handler has heard so. */
  | 'over'
  /** The backend says that it has done nothing with the request (RFC 9113, section 8.7). */
  | 'refused';

/** The connection that a call is sent on, as the call knows it. */
export interface Carrier {
  readonly session: ClientHttp2Session;
  /** A frame of those that cost the backend nothing has come. */
  countFrame(): void;
  /** Whether the backend said that it did nothing for the stream of this number. */
  hasLeftOut(streamId: number): boolean;
  /** A call was given up, for this reason. */
  givenUp(error: Error): void;
}

/** Node gives one more than its types know. */
type Response = [headers: { readonly ':status'?: number }, flags: number, rawHeaders: readonly string[]];

/**
 * One call over HTTP/2, in the events of undici that `BackendCall` takes. It outlives the stream it is sent
 * on: one that was refused may be sent again.
 */
export class Http2Call {
  /** How often a backend has refused it. */
  refusals = 0;
  private readonly fields: ReturnType<typeof requestFields>;
  private stream: ClientHttp2Stream | null = null;
  private carrier: Carrier | null = null;
  private isAnswered = false;
  private isOver = false;

  /** `leave` ends its wait for a stream. Throws for a request that cannot be sent; see `requestFields`. */
  constructor(
    readonly request: PooledRequest,
    readonly handler: PooledHandler,
    host: string,
    private readonly leave: (call: Http2Call) => void,
  ) {
    this.fields = requestFields(request, host);
  }

  /** Its body can be sent once more. */
  private get isRepeatable(): boolean {
    const { body } = this.request;
    return body === null || typeof body === 'string' || Buffer.isBuffer(body);
  }

  /** It waits for a stream. */
  wait(): void {
    this.handler.onQueued?.(() => {
      this.isOver = true;
      this.letGo();
      this.leave(this);
    });
  }

  /** Sends it. `ended` is called once, when its stream is no more. */
  send(carrier: Carrier, ended: (end: StreamEnd) => void): void {
    if (this.refusals === 0) this.handler.onConnect?.((error) => this.abort(error ?? new Error('given up')));
    if (this.isOver) return ended('over');
    const { body } = this.request;
    let stream: ClientHttp2Stream;
    try {
      stream = carrier.session.request(this.fields, { endStream: body === null });
    } catch (error) {
      this.fail(error as Error);
      return ended('over');
    }
    this.stream = stream;
    this.carrier = carrier;
    const hasEnded = noticeEnd(stream);
    let problem: Error | null = null;
    stream
      .on('response', (...response: unknown[]) => this.answer(stream, ...(response as Response)))
      // Interim responses: the real one follows.
      .on('headers', () => carrier.countFrame())
      .on('end', () => {
        if (!this.isAnswered || !hasEnded()) return;
        this.complete();
        // What it has not read of the request it does not want.
        if (!stream.writableEnded) stream.close(constants.NGHTTP2_CANCEL);
      })
      .on('error', (error: Error) => (problem = error))
      .on('close', () => {
        this.stream = null;
        const isUntouched =
          stream.rstCode === constants.NGHTTP2_REFUSED_STREAM || carrier.hasLeftOut(stream.id ?? 0);
        if (isUntouched && !this.isAnswered && !this.isOver && this.isRepeatable) {
          this.refusals += 1;
          return ended('refused');
        }
        this.fail(problem ?? new Error(`the backend has ended the stream with code ${stream.rstCode}`));
        ended('over');
      });
    this.sendBody(stream);
  }

  /** Ends it with an error, on whichever way it is. The connection stays as it is. */
  abort(error: Error): void {
    const { stream } = this;
    if (stream === null) this.leave(this);
    this.fail(error);
    if (stream === null) return;
    stream.close(constants.NGHTTP2_CANCEL);
    this.carrier?.givenUp(error);
  }

  fail(error: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    this.letGo();
    this.handler.onError?.(error);
  }

  private answer(stream: ClientHttp2Stream, ...[headers, , rawHeaders]: Response): void {
    if (this.isOver || this.isAnswered) return;
    this.isAnswered = true;
    const raw: Buffer[] = [];
    for (let index = 0; index < rawHeaders.length; index += 2) {
      const name = rawHeaders[index]!;
      if (name.startsWith(':')) continue;
      raw.push(Buffer.from(name, 'latin1'), Buffer.from(rawHeaders[index + 1]!, 'latin1'));
    }
    this.handler.onHeaders?.(headers[':status'] ?? 0, raw, () => stream.resume(), '');
    stream.on('data', (chunk: Buffer) => {
      if (!this.isOver && this.handler.onData?.(chunk) === false) stream.pause();
    });
  }

  private complete(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.handler.onComplete?.(null);
    this.letGo();
  }

  private sendBody(stream: ClientHttp2Stream): void {
    const { body } = this.request;
    if (body === null || typeof body === 'string' || Buffer.isBuffer(body)) {
      if (body !== null) stream.end(body);
      this.handler.onRequestSent?.();
      return;
    }
    body.on('error', (error: Error) => this.abort(error));
    body.pipe(stream);
  }

  /** A caller's body that is still on its way must not wait for anybody to read it. */
  private letGo(): void {
    const { body } = this.request;
    if (body !== null && typeof body === 'object' && 'destroy' in body) body.destroy();
  }
}

/**
 * Whether the backend has ended its response. Node ends what it hands out also where the backend breaks off
 * with the code of no error, and only `push` tells the two apart: an end that was sent comes before the
 * close. From then on the rest is handed on at once (it is no more than a window): with its connection it
 * would go.
 */
function noticeEnd(stream: ClientHttp2Stream): () => boolean {
  let hasEnded = false;
  const push = stream.push.bind(stream) as (chunk: unknown) => boolean;
  stream.push = (chunk: unknown): boolean => {
    if (chunk === null && !stream.closed) {
      hasEnded = true;
      const more = push(chunk);
      if (stream.isPaused()) stream.resume();
      return more;
    }
    return push(chunk);
  };
  return () => hasEnded;
}
