import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Key sets on disk: what a gateway that starts while an issuer is away checks tokens with. */
export interface KeySetFiles {
  /** The text that was kept last; null when there is none. */
  read(issuerId: string): Promise<string | null>;
  write(issuerId: string, text: string): Promise<void>;
}

/** One file for each issuer, replaced whole; the processes of a machine share the folder. */
export function keySetFilesIn(folder: string): KeySetFiles {
  const fileOf = (issuerId: string): string =>
    join(folder, `${createHash('sha256').update(issuerId).digest('hex')}.json`);
  return {
    async read(issuerId) {
      const text = await readFile(fileOf(issuerId), 'utf8').catch(() => null);
      if (text === null) return null;
      const kept = parse(text);
      return kept?.issuer === issuerId && typeof kept.keySet === 'string' ? kept.keySet : null;
    },
    async write(issuerId, keySet) {
      const file = fileOf(issuerId);
      const beside = `${file}.${process.pid}`;
      await mkdir(folder, { recursive: true });
      try {
        await writeFile(beside, JSON.stringify({ issuer: issuerId, keySet }), { mode: 0o600, flush: true });
        await rename(beside, file);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
    },
  };
}

function parse(text: string): { issuer?: unknown; keySet?: unknown } | null {
  try {
    return JSON.parse(text) as { issuer?: unknown; keySet?: unknown } | null;
  } catch {
    // Damaged: as if it were not there.
    return null;
  }
}
