import { validateHeaderName, validateHeaderValue } from 'node:http';
import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { OutgoingResponse } from '../../http/outgoing-response.js';

// RFC 9113, section 8.2.2; a stream has its own framing.
const ofOneConnection = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** Bodies that wait for their caller to read, counted by the session. */
export interface WaitingBytes {
  /** False: the session has no room for so many. */
  take(bytes: number): boolean;
  release(bytes: number): void;
}

/** Smaller bodies are not worth counting: a session has a hundred of them at most. */
const countedFromBytes = 64 * 1024;

/** The response on a stream. */
export class StreamResponse implements OutgoingResponse {
  shouldKeepAlive = true;
  /** We, not the caller, have cut it. */
  wasCut = false;
  /** Called once all of it has been handed to the system. */
  whenEnded: (() => void) | null = null;
  private head: OutgoingHttpHeaders | null = null;
  private isSent = false;
  private isEnded = false;
  /** Nothing is sent behind its head; Node ends such streams with that, too. */
  private isBodiless: boolean;

  constructor(
    private readonly stream: ServerHttp2Stream,
    readonly req: { readonly method: string },
    private readonly waiting: WaitingBytes,
  ) {
    this.isBodiless = req.method === 'HEAD';
    // Node ends a stream before it resets it: what was cut would look whole to its caller.
    const final = stream._final.bind(stream);
    stream._final = (done) => (this.isEnded ? final(done) : done());
  }

  get headersSent(): boolean {
    return this.head !== null;
  }

  get destroyed(): boolean {
    return this.stream.destroyed || this.stream.closed;
  }

  /** Node ends the streams of HEAD requests as they come. */
  get writableFinished(): boolean {
    return this.isEnded && this.stream.writableFinished;
  }

  on(event: 'close' | 'drain', listener: () => void): void {
    this.stream.on(event, listener);
  }

  writeHead(status: number, headers: readonly string[]): void {
    this.head = headerObject(status, headers);
    this.isBodiless ||= status === 204 || status === 205 || status === 304;
  }

  write(chunk: Buffer): boolean {
    if (this.destroyed) return true;
    if (!this.isSent) this.respond(this.isBodiless);
    return this.isBodiless || this.stream.write(chunk);
  }

  end(body?: string | Buffer): void {
    this.isEnded = true;
    if (this.destroyed) return;
    // Node ends the streams of HEAD requests as they come: that tells nothing.
    if (this.whenEnded && this.req.method !== 'HEAD') this.stream.once('finish', this.whenEnded);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    if (bytes === undefined || bytes.length === 0 || this.isBodiless) {
      if (!this.isSent) this.respond(true);
      else if (!this.isBodiless) this.stream.end();
      if (this.req.method === 'HEAD') this.whenEnded?.();
    } else if (bytes.length < countedFromBytes) {
      this.respondOnce();
      this.stream.end(bytes);
    } else if (this.waiting.take(bytes.length)) {
      this.respondOnce();
      this.stream.once('close', () => this.waiting.release(bytes.length));
      this.stream.end(bytes);
    } else {
      this.stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    }
  }

  destroy(): void {
    this.wasCut = true;
    if (!this.destroyed) this.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  }

  private respondOnce(): void {
    if (!this.isSent) this.respond(false);
  }

  private respond(endStream: boolean): void {
    this.isSent = true;
    this.stream.respond(this.head!, { endStream });
  }
}

/**
 * As Node takes them: repeated headers are one, with commas between (RFC 9110, section 5.3), but for
 * Set-Cookie. Values are held to the same rules as with HTTP/1.1: Node looks at them there alone.
 */
function headerObject(status: number, headers: readonly string[]): OutgoingHttpHeaders {
  if (status < 200 || status > 599) throw new RangeError(`${status} is no status that HTTP/2 carries`);
  const object = Object.create(null) as OutgoingHttpHeaders;
  object[':status'] = status;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!.toLowerCase();
    const value = headers[index + 1]!;
    validateHeaderName(name);
    validateHeaderValue(name, value);
    if (ofOneConnection.has(name) || (status === 205 && name === 'content-length')) continue;
    const before = object[name];
    if (before === undefined) object[name] = name === 'set-cookie' ? [value] : value;
    else if (Array.isArray(before)) before.push(value);
    else object[name] = `${before}, ${value}`;
  }
  return object;
}
