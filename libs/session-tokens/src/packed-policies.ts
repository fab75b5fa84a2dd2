import { deflateRawSync } from 'node:zlib';
import type { Session } from './session.js';

/** Bytes that the policies and tags of a session may have when packed, so that its token fits a header. */
export const packedBytesMax = 4096;
/**
 * Bytes that they may have unpacked: policies that are white space mostly pack to next to nothing, and are
 * unpacked by whatever checks a signature.
 */
export const unpackedBytesMax = 128 * 1024;

/**
 * How much of the space for them the policies and tags of a session take, in per cent, as AssumeRole says it;
 * over 100 is too much.
 */
export function packedPolicySize(policies: Session['policies'], tags: Session['principal']['tags']): number {
  const text = Buffer.from(JSON.stringify([policies, tags]));
  const share = Math.max(deflateRawSync(text).length / packedBytesMax, text.length / unpackedBytesMax);
  return Math.ceil(100 * share);
}
