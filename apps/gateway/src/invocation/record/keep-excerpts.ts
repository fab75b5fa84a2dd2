import { Readable } from 'node:stream';
import type { ResponseSink, ResponseStream } from '../caller-response.js';
import type { Invocation, Sending } from '../invocation.js';
import type { MethodStep, Verdict } from '../step.js';

/** So much of a body is kept. */
const bytesMax = 1025;

/** The beginnings of a request's bodies, for logs that show them: what is in memory is not copied. */
export interface BodyExcerpts {
  /** What the integration was sent as a stream; null when it was none. */
  request: Buffer | null;
  /** Of the response, before it is compressed. */
  response: Buffer | string | null;
}

/**
 * The steps of a method whose bodies are logged: those of the method, and one that looks at what is sent and
 * one that looks at the response. Made at activation for such methods alone, so that others pay nothing.
 * Streams stream on: no more than the first 1025 bytes of them are kept.
 */
export function keepingExcerpts(steps: readonly MethodStep[]): readonly MethodStep[] {
  const compressed = steps.findIndex(({ name }) => name === 'compressResponse');
  const before = compressed < 0 ? steps : steps.slice(0, compressed);
  const withRequest = before.flatMap((step) =>
    step.name === 'callIntegration' ? [keepRequest as MethodStep, step] : [step],
  );
  return [...withRequest, keepResponse, ...(compressed < 0 ? [] : steps.slice(compressed))];
}

const keepRequest: { readonly name: string; readonly run: (invocation: Sending) => Verdict } = {
  name: 'keepExcerpts',
  run(invocation) {
    const { body } = invocation.exchange.request;
    if (!(body instanceof Readable)) return null;
    const excerpts = excerptsOf(invocation);
    // Whoever reads it makes it flow; to listen before would make it flow past them.
    body.once('resume', () => {
      body.on('data', (chunk: Buffer) => {
        excerpts.request = longer(excerpts.request, chunk);
      });
    });
    return null;
  },
};

const keepResponse: MethodStep = {
  name: 'keepExcerpts',
  run(invocation) {
    const response = invocation.response!;
    const excerpts = excerptsOf(invocation);
    const { body } = response;
    if (body === null || typeof body === 'string' || Buffer.isBuffer(body)) {
      excerpts.response = body;
    } else {
      invocation.response = { ...response, body: new WatchedStream(body, excerpts) };
    }
    return null;
  },
};

function excerptsOf(invocation: Invocation): BodyExcerpts {
  return (invocation.excerpts ??= { request: null, response: null });
}

function longer(kept: Buffer | string | null, chunk: Buffer): Buffer {
  const before = Buffer.isBuffer(kept) ? kept : Buffer.alloc(0);
  if (before.length >= bytesMax) return before;
  // A copy: the chunk may be a part of something large.
  return Buffer.concat([before, chunk.subarray(0, bytesMax - before.length)]);
}

class WatchedStream implements ResponseStream {
  constructor(
    private readonly stream: ResponseStream,
    private readonly excerpts: BodyExcerpts,
  ) {}

  whole(): Buffer | null {
    const whole = this.stream.whole();
    if (whole !== null) this.excerpts.response = longer(null, whole);
    return whole;
  }

  pipeTo(sink: ResponseSink): void {
    const { excerpts } = this;
    this.stream.pipeTo({
      start: (resume) => sink.start(resume),
      write(chunk) {
        excerpts.response = longer(excerpts.response, chunk);
        return sink.write(chunk);
      },
      end: () => sink.end(),
      fail: (rejection) => sink.fail(rejection),
    });
  }

  destroy(): void {
    this.stream.destroy();
  }
}
