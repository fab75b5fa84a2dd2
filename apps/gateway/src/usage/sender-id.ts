import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../data-folder/error-code.js';

/**
 * The journal's own id: random, made with it. When the folder is lost and made anew, it is another sender,
 * and nobody's numbers are confused.
 */
export function readSenderId(folder: string): string {
  const path = join(folder, 'sender-id');
  try {
    const id = readFileSync(path, 'utf8').trim();
    if (/^[0-9a-f]{16}$/.test(id)) return id;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const id = randomBytes(8).toString('hex');
  writeFileSync(path, `${id}\n`, { mode: 0o600 });
  return id;
}
