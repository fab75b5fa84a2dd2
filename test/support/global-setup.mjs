// Before all suites that need services: the build, one Postgres for the whole run and, where redis-server is
// installed, one Redis; each on a free port, with its data in a folder of this run. Suites find them by
// TOLLGATE_TEST_POSTGRES_URL and TOLLGATE_TEST_REDIS_URL.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuilt } from '../../scripts/ensure-ready.mjs';
import { hasRedisServer, startRedis } from './start-redis.mjs';

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export default async function globalSetup() {
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
  // Root hands Postgres to another user, who must be able to enter.
  chmodSync(folder, 0o755);
  removeWhenThisProcessIsGone(folder);
  const started = { folder, stops: [] };
  globalThis.tollgateTestServices = started;
  try {
    const [postgresUrl, redisUrl] = await Promise.all([
      startPostgres(started),
      startRedisIfInstalled(started),
    ]);
    process.env.TOLLGATE_TEST_POSTGRES_URL = postgresUrl;
    if (redisUrl) process.env.TOLLGATE_TEST_REDIS_URL = redisUrl;
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

/**
 * Ctrl-C ends jest without its teardown. Postgres and Redis then end by themselves; this takes the folder
 * away after them.
 */
function removeWhenThisProcessIsGone(folder) {
  const script = `read -r _
    for _ in $(seq 100); do [ -e "$1/postgres/cluster/postmaster.pid" ] || break; sleep 0.1; done
    rm -rf "$1"`;
  const shell = spawn('/bin/sh', ['-c', script, 'cleaner', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  shell.stdin.unref();
}

/** Jest runs this file untranspiled, so the library comes from the build. */
async function startPostgres(started) {
  const entry = pathToFileURL(join(repository, 'dist/libs/embedded-postgres/src/index.js'));
  const { startPostgresCluster } = await import(entry.href);
  const log = { warn: () => undefined };
  const cluster = await startPostgresCluster({
    dataDir: join(started.folder, 'postgres'),
    systemFolder: join(started.folder, 'system'),
    port: 0,
    durable: false,
    log,
  });
  started.stops.push(() => cluster.stop());
  return cluster.url;
}

async function startRedisIfInstalled(started) {
  if (!hasRedisServer()) {
    if (process.env.CI === 'true')
      throw new Error('redis-server is not installed; CI must run the Redis suites');
    return undefined;
  }
  const redis = await startRedis(join(started.folder, 'redis'));
  started.stops.push(() => redis.stop());
  return redis.url;
}

/** Stops what was started and removes its folder; shared with global-teardown.mjs. */
export async function stopAll(started) {
  await Promise.all(started.stops.map((stop) => stop()));
  rmSync(started.folder, { recursive: true, force: true });
}
