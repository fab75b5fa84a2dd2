import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The token that gateways show to the control plane, from `gateway-token` in the data folder; made there (32
 * random bytes, mode 0600) when there is none, so that the first gateway can start beside the control plane
 * rather than after it.
 */
export async function gatewayToken(dataDir: string): Promise<string> {
  const file = join(dataDir, 'gateway-token');
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    // Linking a finished file leaves no half-written token behind, whenever this process is killed.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}
