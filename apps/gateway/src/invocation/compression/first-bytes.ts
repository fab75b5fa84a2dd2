import type { Rejection } from '../../refusals/rejection.js';
import type { ResponseSink, ResponseStream } from '../caller-response.js';

/** A body of which enough has arrived to tell that it is large, or all of it, or what it broke off with. */
export type FirstBytes =
  | { readonly kind: 'large'; readonly body: ResponseStream }
  | { readonly kind: 'whole'; readonly body: Buffer }
  | { readonly kind: 'lost'; readonly rejection: Rejection };

/**
 * Reads a body until `bytes` of it are here or it ends. What is large is a stream again, with what was read
 * in front.
 */
export function readFirstBytes(source: ResponseStream, bytes: number): Promise<FirstBytes> {
  return new Promise((resolve) => source.pipeTo(new HeldBody(source, bytes, resolve)));
}

class HeldBody implements ResponseSink, ResponseStream {
  private held: Buffer[] = [];
  private heldBytes = 0;
  private sink: ResponseSink | null = null;
  private resumeSource: () => void = () => undefined;
  private outcome: 'running' | 'ended' | Rejection = 'running';

  constructor(
    private readonly source: ResponseStream,
    private readonly enough: number,
    private readonly resolve: (first: FirstBytes) => void,
  ) {}

  start(resume: () => void): void {
    this.resumeSource = resume;
  }

  write(chunk: Buffer): boolean {
    if (this.sink) return this.sink.write(chunk);
    this.held.push(chunk);
    this.heldBytes += chunk.length;
    if (this.heldBytes < this.enough) return true;
    this.resolve({ kind: 'large', body: this });
    return false;
  }

  end(): void {
    this.outcome = 'ended';
    if (this.sink) this.sink.end();
    else if (this.heldBytes < this.enough) this.resolve({ kind: 'whole', body: Buffer.concat(this.held) });
  }

  fail(rejection: Rejection): void {
    this.outcome = rejection;
    if (this.sink) this.sink.fail(rejection);
    else if (this.heldBytes < this.enough) this.resolve({ kind: 'lost', rejection });
  }

  whole(): null {
    return null;
  }

  pipeTo(sink: ResponseSink): void {
    this.sink = sink;
    sink.start(this.resumeSource);
    let more = true;
    for (const chunk of this.held) more = sink.write(chunk);
    this.held = [];
    if (this.outcome === 'ended') sink.end();
    else if (this.outcome !== 'running') sink.fail(this.outcome);
    else if (more) this.resumeSource();
  }

  destroy(): void {
    this.source.destroy();
  }
}
