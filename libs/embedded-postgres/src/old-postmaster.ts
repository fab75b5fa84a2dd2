import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#libs/telemetry';
import { PostgresStartError } from './postgres-start-error.js';
import { processIdentity, processWorksIn } from './process-identity.js';

/**
 * Stops a server that an earlier, killed process left running on this cluster. The caller holds the data
 * folder's lock, so nobody else can be using it. SIGINT is Postgres's "fast" shutdown, SIGQUIT its
 * "immediate" one (PostgreSQL manual, Shutting Down the Server).
 */
export async function stopOldPostmaster(cluster: string, log: Logger): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  const identity = processIdentity(pid);
  if (identity === undefined) return;
  if (!processWorksIn(pid, cluster)) {
    // The id has been given to another process since. Postgres would take that one for its predecessor and
    // refuse to start.
    await rm(file, { force: true });
    return;
  }
  log.warn('stopping the Postgres that an earlier run left behind', { pid });
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    signalIfThere(pid, signal);
    for (let waitedMs = 0; waitedMs < 20_000; waitedMs += 50) {
      if (processIdentity(pid) !== identity) return;
      await delay(50);
    }
  }
  throw new PostgresStartError(`the Postgres of an earlier run (process ${pid}) does not stop`);
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
