import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '#libs/config';
import { PostgresStartError } from '#libs/embedded-postgres';
import { launcherConfig } from '../config.js';
import { LaunchError } from '../launch-error.js';
import { withDatabase } from './with-database.js';

const isSource = import.meta.url.endsWith('.ts');
const entry = fileURLToPath(
  new URL(`../../../control-plane/src/new-root/main.${isSource ? 'ts' : 'js'}`, import.meta.url),
);

/** `npm run credentials`: the control plane's command, with the database and the folder of `npm start`. */
async function main(): Promise<number> {
  const config = readConfig(process.env, launcherConfig);
  return withDatabase(config, (databaseUrl) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, TOLLGATE_DATA_DIR: config.dataDir };
    const child = spawn(process.execPath, [entry, ...process.argv.slice(2)], { env, stdio: 'inherit' });
    return new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
  });
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const expected = [ConfigError, LaunchError, PostgresStartError].some((type) => error instanceof type);
    const text = error instanceof Error ? (expected ? error.message : error.stack) : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  },
);
