import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
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
 * The caller's body as a stream of its own. The HTTP client destroys the stream that it sends when a call fails, and the caller's own
 * stream must survive that: its connection still carries our answer.
 */
export function streamCallerBody(request: IncomingMessage): Readable {
  let bytes = 0;
  const body = new Readable({
    read() {
      request.resume();
    },
  });
  request.on('data', (chunk: Buffer) => {
    if (body.destroyed) return;
    bytes += chunk.length;
    if (bytes > bodyBytesMax) body.destroy(new RequestTooLargeError('the body is too long'));
    else if (!body.push(chunk)) request.pause();
  });
  request.on('end', () => {
    if (!body.destroyed) body.push(null);
  });
  request.on('close', () => {
    if (!request.complete) body.destroy(new CallerBodyError('the caller left inside its body'));
  });
  // What the backend did not want is read and forgotten, so that the connection can go on.
  body.on('close', () => request.resume());
  return body;
}

/** Reads the whole body into memory. */
export function readCallerBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyBytesMax) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(new RequestTooLargeError('the body is too long'));
      }
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('close', () => {
      if (!request.complete) reject(new CallerBodyError('the caller left inside its body'));
    });
  });
}
