// Writes .env with the secrets that docker-compose.yml asks for, random ones, readable by their owner alone.
// An existing file stands: its master key is the only one that opens what the database holds.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const secrets = {
  POSTGRES_PASSWORD: randomBytes(24).toString('base64url'),
  TOLLGATE_GATEWAY_TOKEN: randomBytes(32).toString('base64url'),
  TOLLGATE_MASTER_KEY: randomBytes(32).toString('hex'),
};
const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
try {
  writeFileSync('.env', lines.join(''), { mode: 0o600, flag: 'wx' });
  console.log('wrote .env; keep a copy of it with your backups');
} catch (error) {
  if (error.code !== 'EEXIST') throw error;
  console.log('.env is there already; nothing was changed');
}
