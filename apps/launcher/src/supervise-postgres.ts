import { setTimeout as delay } from 'node:timers/promises';
import { startPostgresCluster, type PostgresCluster } from '#libs/embedded-postgres';
import type { Logger } from '#libs/telemetry';
import type { Member } from './fleet.js';
import { nextRestart, noFailures } from './restart-delay.js';
import type { Terminal } from './terminal.js';

export interface SupervisedPostgres extends Member {
  /** The superuser's URL; the same after every restart, so that the apps find the server again. */
  readonly url: string;
  readonly pid: () => number;
}

/**
 * Starts the embedded Postgres and keeps it running. Throws `PostgresStartError` when the first start fails.
 */
export async function supervisePostgres(options: {
  dataDir: string;
  port: number;
  log: Logger;
  terminal: Terminal;
}): Promise<SupervisedPostgres> {
  const { terminal } = options;
  const stopping = new AbortController();
  let cluster = await startPostgresCluster(options);
  const { url, port } = cluster;
  let startedAt = Date.now();
  let restart = noFailures;

  const watch = async () => {
    for (;;) {
      const { code, signal } = await cluster.exited;
      let how = `${code ?? signal}`;
      let livedMs = Date.now() - startedAt;
      for (;;) {
        if (stopping.signal.aborted) return;
        restart = nextRestart(restart, livedMs);
        terminal.say(`postgres died (${how}); starting it again in ${restart.delayMs} ms`);
        await delay(restart.delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        const again = await attempt({ ...options, port });
        if (typeof again !== 'string') {
          cluster = again;
          break;
        }
        how = again;
        livedMs = 0;
      }
      startedAt = Date.now();
      // The stop may have come while the new server was starting, and then went to the old one.
      if (stopping.signal.aborted) await cluster.stop();
    }
  };
  const ended = watch();
  return {
    name: 'postgres',
    url,
    pid: () => cluster.pid,
    stop: async () => {
      stopping.abort();
      await cluster.stop();
      await ended;
    },
    kill: () => {
      stopping.abort();
      void cluster.kill();
    },
  };
}

async function attempt(
  options: Parameters<typeof startPostgresCluster>[0],
): Promise<PostgresCluster | string> {
  try {
    return await startPostgresCluster(options);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
