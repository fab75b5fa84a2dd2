import { randomBytes } from 'node:crypto';
import type { Invocation } from '../invocation/invocation.js';

const idBytes = 12;
const idsPerBlock = 256;
let block: Buffer | null = null;
let used = idsPerBlock;

/** The trace id that goes on to the integration: the caller's, if it is one. */
export function callerTraceId({ request, receivedAtMs }: Invocation): string {
  const sent = request.headers['x-amzn-trace-id'];
  return typeof sent === 'string' && sent.includes('Root=') ? sent : newTraceId(receivedAtMs);
}

/** `Root=1-<time, 8 hex>-<24 hex>`, the form of X-Ray trace ids; the time in seconds, the rest random. */
export function newTraceId(nowMs: number): string {
  // Drawn in blocks, for the reason given at `newExtendedRequestId`.
  if (block === null || used === idsPerBlock) {
    block = randomBytes(idBytes * idsPerBlock);
    used = 0;
  }
  const from = idBytes * used++;
  const seconds = Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${block.toString('hex', from, from + idBytes)}`;
}
