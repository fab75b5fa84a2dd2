import { deflateRawSync } from 'node:zlib';
import type { Session } from './session.js';

/** Bytes that the policies and tags of a session may have when packed, so that its token fits a header. */
export const packedBytesMax = 4096;

/**
 * How much of `packedBytesMax` the policies and tags of a session take, in per cent, as AssumeRole says it;
 * over 100 is too much.
 */
export function packedPolicySize(policies: Session['policies'], tags: Session['principal']['tags']): number {
  const packed = deflateRawSync(JSON.stringify([policies, tags])).length;
  return Math.ceil((100 * packed) / packedBytesMax);
}
