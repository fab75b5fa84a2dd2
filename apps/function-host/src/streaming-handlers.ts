import { Writable } from 'node:stream';

type StreamingHandler = (event: unknown, stream: Writable, context: unknown) => unknown;

const streaming = new WeakSet<object>();

/** Whether a handler was made by `awslambda.streamifyResponse`. */
export function isStreaming(handler: unknown): handler is StreamingHandler {
  return typeof handler === 'function' && streaming.has(handler);
}

/**
 * The global that Lambda's Node runtime has for functions that stream their responses:
 * `awslambda.streamifyResponse` marks a handler, and `awslambda.HttpResponseStream.from` writes status and
 * headers in front of the body.
 */
export function installAwsLambda(): void {
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse(handler: StreamingHandler): StreamingHandler {
        streaming.add(handler);
        return handler;
      },
      HttpResponseStream: {
        from(stream: Writable, metadata: unknown): Writable {
          stream.write(Buffer.concat([Buffer.from(JSON.stringify(metadata ?? {})), Buffer.alloc(8)]));
          return stream;
        },
      },
    },
  });
}

/** Runs a handler that streams. Resolves when its stream has ended, and rejects when the handler does. */
export async function runStreaming(
  handler: StreamingHandler,
  event: unknown,
  context: unknown,
  onChunk: (bytes: Uint8Array) => void,
): Promise<void> {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      // A copy: what is sent to another thread must not be a part of a pool.
      onChunk(Uint8Array.from(chunk));
      done();
    },
  });
  Object.assign(stream, { setContentType: () => undefined });
  const ended = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve).once('error', reject);
  });
  await Promise.race([handler(event, stream, context), ended.then(() => undefined)]);
  // A handler that returns without ending its stream is done, too.
  if (!stream.writableEnded) stream.end();
  await ended;
}
