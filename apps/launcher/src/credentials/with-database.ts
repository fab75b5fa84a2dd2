import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDatabase, runningClusterUrl, startPostgresCluster } from '#libs/embedded-postgres';
import { createLogger } from '#libs/telemetry';
import type { LauncherConfig } from '../config.js';
import { LaunchError } from '../launch-error.js';
import { openDataFolder } from '../open-data-folder.js';

/**
 * Works on the installation's database: the configured one, that of the running `npm start`, or, where
 * nothing runs, the data folder's own, which is started for the time of the work.
 */
export async function withDatabase<T>(
  config: Pick<LauncherConfig, 'dataDir' | 'databaseUrl' | 'postgresPort'>,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl !== undefined) return work(config.databaseUrl);
  const dataDir = join(config.dataDir, 'postgres');
  // Nothing is to be made by a command that is about what there is.
  if (!existsSync(dataDir)) {
    throw new LaunchError(
      `there is no installation in ${config.dataDir}; start Tollgate once, or set TOLLGATE_DATA_DIR or DATABASE_URL`,
    );
  }
  const running = await runningClusterUrl(dataDir);
  if (running !== undefined) return work(await ensureDatabase(running, 'tollgate'));
  const lock = await openDataFolder(config.dataDir);
  try {
    const log = createLogger({ name: 'postgres', level: 'warn', stream: process.stderr });
    const cluster = await startPostgresCluster({ dataDir, port: config.postgresPort, log });
    try {
      return await work(await ensureDatabase(cluster.url, 'tollgate'));
    } finally {
      await cluster.stop();
    }
  } finally {
    lock.release();
  }
}
