import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { StartUpError } from '../start-up-error.js';
import { createSecretFile, readSecretFile } from './secret-file.js';

/**
 * The token that gateways must show: the configured one, else that of `<data dir>/gateway-token`, which is
 * made when it is not there.
 */
export async function gatewayToken(configured: string | undefined, dataDir: string): Promise<string> {
  if (configured !== undefined) return configured;
  const file = join(dataDir, 'gateway-token');
  const text =
    (await readSecretFile(file)) ??
    (await createSecretFile(file, `${randomBytes(32).toString('base64url')}\n`), await readSecretFile(file));
  const token = text?.trim() ?? '';
  if (token.length < 16)
    throw new StartUpError(`${file} holds no gateway token; delete it to have a new one made`);
  return token;
}
