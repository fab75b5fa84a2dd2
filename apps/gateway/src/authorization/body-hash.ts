import { createHash, webcrypto } from 'node:crypto';

const ofNothing = createHash('sha256').digest('hex');
/** Longer bodies are hashed beside the event loop, which a few milliseconds of hashing would hold up. */
const hashedAtOnceMax = 64 * 1024;

/** SHA-256 of a body in lower-case hex; of none at once. */
export function sha256HexOf(body: null): string;
export function sha256HexOf(body: Buffer | null): string | Promise<string>;
export function sha256HexOf(body: Buffer | null): string | Promise<string> {
  if (body === null || body.length === 0) return ofNothing;
  if (body.length <= hashedAtOnceMax) return createHash('sha256').update(body).digest('hex');
  return webcrypto.subtle.digest('SHA-256', body).then((bytes) => Buffer.from(bytes).toString('hex'));
}
