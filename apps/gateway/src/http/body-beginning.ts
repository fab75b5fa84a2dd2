import { CallerBodyError } from './caller-body.js';
import type { BodySource, CallerRequest } from './caller-request.js';

/** The beginning of a body, which may be all of it. */
export interface BodyBeginning {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

const nothing: BodyBeginning = { bytes: Buffer.alloc(0), isWhole: true };

/**
 * Reads the first bytes of the caller's body. A longer one is left to be read as if nobody had; what is whole
 * is used up. Rejects with `CallerBodyError` when the caller leaves before.
 */
export function readBeginning(
  { body, bodyBytes }: Pick<CallerRequest, 'body' | 'bodyBytes'>,
  bytesMax: number,
): Promise<BodyBeginning> {
  if (body === null || bodyBytes === 0) return Promise.resolve(nothing);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (): void => {
      for (let chunk = readAll(body); chunk !== null; chunk = readAll(body)) {
        chunks.push(chunk);
        bytes += chunk.length;
      }
      if (bytes <= bytesMax) return;
      stop();
      const read = Buffer.concat(chunks);
      // Once nobody listens for `readable`, it flows to whoever comes next.
      body.unshift(read);
      resolve({ bytes: read.subarray(0, bytesMax), isWhole: false });
    };
    const end = (): void => {
      stop();
      resolve({ bytes: Buffer.concat(chunks), isWhole: true });
    };
    const leave = (): void => {
      stop();
      reject(new CallerBodyError('the caller left inside its body'));
    };
    const stop = (): void => {
      body.off('readable', take).off('end', end).off('close', leave);
    };
    body.on('readable', take).on('end', end).on('close', leave);
  });
}

const readAll = (body: BodySource): Buffer | null => body.read() as Buffer | null;
