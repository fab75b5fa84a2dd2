import { createHmac, hkdfSync } from 'node:crypto';
import type { StageCacheScope } from '../invocation/response-cache/response-store.js';

/** The keys of what gateways keep outside of themselves, made from the token that they share (RFC 5869). */
export interface ResponseKeys {
  readonly names: Buffer;
  readonly encryption: Buffer;
}

export function createResponseKeys(gatewayToken: string): ResponseKeys {
  const [names, encryption] = ['names', 'encryption'].map((use) =>
    Buffer.from(hkdfSync('sha256', gatewayToken, '', `tollgate cached responses: ${use}`, 32)),
  ) as [Buffer, Buffer];
  return { names, encryption };
}

/** Of one stage's cache, unlike that of any other scope. */
export function scopeName({ stageName, epoch, bytesMax }: StageCacheScope): string {
  return JSON.stringify([stageName, epoch, bytesMax]);
}

/**
 * What an entry is called outside of the gateways: tells nothing of its key to who has no token, since
 * parameters of requests are in it.
 */
export function entryName({ names }: ResponseKeys, scope: string, key: string): Buffer {
  return createHmac('sha256', names).update(scope).update('\n').update(key).digest();
}
