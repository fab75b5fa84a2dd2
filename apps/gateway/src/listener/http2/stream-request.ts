import type { ServerHttp2Stream } from 'node:http2';
import { Readable } from 'node:stream';
import type { BodySource } from '../../http/caller-request.js';

/** What has come on a stream: its head, and the body as it arrives. */
export class StreamRequest extends Readable implements BodySource {
  private isFlowing = false;

  constructor(
    private readonly stream: ServerHttp2Stream,
    /** With the pseudo headers. */
    readonly rawHeaders: readonly string[],
    /** It has ended with its head. */
    readonly isBodiless: boolean,
  ) {
    super();
    if (isBodiless) this.push(null);
    stream.on('close', () => this.destroy());
  }

  get complete(): boolean {
    return this.isBodiless || this.readableEnded;
  }

  override _read(): void {
    if (this.isBodiless) return;
    if (!this.isFlowing) this.begin();
    this.stream.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // Without a reader a stream that was paused would never end.
    if (!this.stream.destroyed) this.stream.resume();
    done(error);
  }

  private begin(): void {
    this.isFlowing = true;
    const { stream } = this;
    if (this.expectsContinue() && !stream.headersSent && !stream.closed) {
      stream.additionalHeaders({ ':status': 100 });
    }
    stream.on('data', (chunk: Buffer) => {
      if (!this.destroyed && !this.push(chunk)) stream.pause();
    });
    stream.on('end', () => {
      // Node ends streams that were reset, too: a body cut short must not look whole to a backend.
      if (!stream.closed && !this.destroyed) this.push(null);
    });
  }

  private expectsContinue(): boolean {
    for (let index = 0; index < this.rawHeaders.length; index += 2) {
      if (this.rawHeaders[index] === 'expect') return true;
    }
    return false;
  }
}
