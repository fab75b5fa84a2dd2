import { setTimeout as delay } from 'node:timers/promises';
import { SchemaAheadError, type Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';

const waitMsMax = 2_000;

/**
 * Waits until Postgres is there and the control plane has migrated it.
 *
 * @throws SchemaAheadError when a newer release has changed the tables so that this one cannot work with
 * them.
 */
export async function untilMigrated(database: Database, log: Logger): Promise<void> {
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, waitMsMax)) {
    const state = await database.schemaState().catch(() => null);
    if (state?.kind === 'fits') return;
    if (state?.kind === 'ahead') {
      // Nest shuts down only what has started.
      await database.close();
      throw new SchemaAheadError(state.migration);
    }
    if (waitMs === waitMsMax) log.warn('waiting for Postgres and its migrations');
    await delay(waitMs);
  }
}
