import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The token that gateways show to the control plane, from `gateway-token` in the data folder; made there (32 random bytes, mode 0600) when
 * there is none, so that the first gateway can start beside the control plane rather than after it.
 */
export async function gatewayToken(dataDir: string): Promise<string> {
  const file = join(dataDir, 'gateway-token');
  const fresh = randomBytes(32).toString('base64url');
  try {
    await writeFile(file, `${fresh}\n`, { mode: 0o600, flag: 'wx' });
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await readFile(file, 'utf8')).trim();
  }
}
