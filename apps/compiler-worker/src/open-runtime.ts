import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase, SchemaAheadError, type Database } from '#libs/persistence';
import type { QueueBackend } from '#libs/queue';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from './config.js';
import type { Runtime } from './runtime.js';

const waitMsMax = 2_000;
/**
 * For the feed, which all workers write to one after the other. A job that does not get it is tried again.
 */
const lockMs = 60_000;

/** Opens what the process works with. Waits until Postgres is there and the control plane has migrated it. */
export async function openRuntime(config: CompilerWorkerConfig, log: Logger): Promise<Runtime> {
  const database = createDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    timeouts: {
      lockMs,
      statementMs: config.statementTimeoutMs,
      idleInTransactionMs: config.databaseIdleTimeoutMs,
    },
    log,
  });
  await migrated(database, log);
  return { config, log, database, queue: { ...queueBackend(config), log } };
}

async function migrated(database: Database, log: Logger): Promise<void> {
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, waitMsMax)) {
    const state = await database.schemaState().catch(() => null);
    if (state?.kind === 'fits') return;
    if (state?.kind === 'ahead') throw new SchemaAheadError(state.migration);
    if (waitMs === waitMsMax) log.warn('waiting for Postgres and its migrations');
    await delay(waitMs);
  }
}

function queueBackend({ redisUrl, databaseUrl }: CompilerWorkerConfig): QueueBackend {
  return redisUrl === undefined
    ? { backend: 'postgres', url: databaseUrl }
    : { backend: 'redis', url: redisUrl };
}
