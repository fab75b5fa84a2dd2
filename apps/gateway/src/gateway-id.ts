import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The id of the gateway in this folder: its name and something random, made at its first start and kept. */
export async function gatewayIdIn(folder: string, name: string): Promise<string> {
  const file = join(folder, 'gateway-id');
  try {
    const id = (await readFile(file, 'utf8')).trim();
    if (id !== '') return id;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const id = `${name}-${randomBytes(6).toString('hex')}`;
  // Renamed into place, so that a process killed here leaves a whole id or none.
  await writeFile(`${file}.new`, `${id}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return id;
}
