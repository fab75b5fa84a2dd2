import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { processWorksIn } from './process-identity.js';

/**
 * The superuser's URL of the server that runs on the data folder, whoever has started it; undefined when none
 * runs. The port is the fourth line of `postmaster.pid` (PostgreSQL source, miscadmin.h), written once it
 * listens.
 */
export async function runningClusterUrl(dataDir: string): Promise<string | undefined> {
  const located = (await text(join(dataDir, 'cluster-location'))).trim();
  const home = await realpath(located === '' ? dataDir : located).catch(() => dataDir);
  const cluster = join(home, 'cluster');
  const [pid, , , port] = (await text(join(cluster, 'postmaster.pid'))).split('\n');
  const password = (await text(join(dataDir, 'password'))).trim();
  if (!pid || !port || !password || !processWorksIn(Number(pid), cluster)) return undefined;
  return `postgres://postgres:${password}@127.0.0.1:${port.trim()}/postgres`;
}

const text = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
