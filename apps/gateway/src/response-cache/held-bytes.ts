import type { KeptResponse } from '../invocation/response-cache/response-store.js';

/**
 * What an entry takes beside its texts and its body: the place in the order of use, the objects and numbers
 * around the response, and what Node keeps of each body outside of the heap. Measured over 100,000 entries of
 * small bodies: 600 to 800 bytes.
 */
const entryBytes = 1_024;
const textBytes = 32;

/** Bytes of memory that an entry takes; a text as if no character of it were Latin-1. */
export function heldBytes(key: string, { headers, body }: KeptResponse): number {
  let bytes = entryBytes + 2 * key.length + body.length;
  for (const text of headers) bytes += textBytes + 2 * text.length;
  return bytes;
}

/** The response with a body that holds no more memory than it has bytes. */
export function withOwnBody(response: KeptResponse): KeptResponse {
  const { body } = response;
  if (body.buffer.byteLength === body.length) return response;
  const own = Buffer.allocUnsafeSlow(body.length);
  body.copy(own);
  return { ...response, body: own };
}
