import { Readable } from 'node:stream';
import type { CallerRequest } from './caller-request.js';
import { bodyBytesMax } from './request-limits.js';

/** The body turned out longer than allowed after it had begun to arrive. */
export class RequestTooLargeError extends Error {
  override readonly name = 'RequestTooLargeError';
}

/** The caller went away inside its body. */
export class CallerBodyError extends Error {
  override readonly name = 'CallerBodyError';
}

/**
 * The caller's body as a stream of its own. The HTTP client destroys the stream that it sends when a call
 * fails, and the caller's own stream must survive that: its connection still carries our response.
 */
export function streamCallerBody(request: CallerRequest): Readable {
  const source = request.body!;
  const body = new Readable({
    read() {
      source.resume();
    },
  });
  source.on('data', (chunk: Buffer) => {
    if (body.destroyed) return;
    request.bodyBytesRead += chunk.length;
    if (request.bodyBytesRead > bodyBytesMax) body.destroy(new RequestTooLargeError('the body is too long'));
    else if (!body.push(chunk)) source.pause();
  });
  source.on('end', () => {
    if (!body.destroyed) body.push(null);
  });
  source.on('close', () => {
    if (!source.complete) body.destroy(new CallerBodyError('the caller left inside its body'));
  });
  // What the backend did not want is read and forgotten, so that the connection can go on.
  body.on('close', () => source.resume());
  return body;
}

/** Reads the whole body into memory. */
export function readCallerBody(request: CallerRequest): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const source = request.body!;
    const chunks: Buffer[] = [];
    source.on('data', (chunk: Buffer) => {
      request.bodyBytesRead += chunk.length;
      if (request.bodyBytesRead <= bodyBytesMax) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(new RequestTooLargeError('the body is too long'));
      }
    });
    source.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    source.on('close', () => {
      if (!source.complete) reject(new CallerBodyError('the caller left inside its body'));
    });
  });
}
