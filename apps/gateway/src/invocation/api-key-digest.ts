import { createHash } from 'node:crypto';

/** The SHA-256 of a key's value, hex: by which documents name the key. */
export const apiKeyDigest = (value: string): string => createHash('sha256').update(value).digest('hex');
