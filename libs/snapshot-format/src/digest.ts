import { createHash } from 'node:crypto';

/**
 * SHA-256 of the UTF-8 bytes of a text, in lower-case hex: the name of a snapshot, the check of every
 * document.
 */
export function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
