import { randomBytes } from 'node:crypto';

/** Drawn many at a time: one call for random bytes costs more than all else of a span. */
const bytesPerBlock = 4_096;
let block = '';
let used = 0;

/** 32 hex digits, random; all zeros, which would be no id, is not to be expected in any lifetime. */
export function newTraceId(): string {
  return digits(32);
}

/** 16 hex digits, random. */
export function newSpanId(): string {
  return digits(16);
}

function digits(count: number): string {
  if (used + count > block.length) {
    block = randomBytes(bytesPerBlock).toString('hex');
    used = 0;
  }
  used += count;
  return block.slice(used - count, used);
}
