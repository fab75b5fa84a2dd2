import { setTimeout as delay } from 'node:timers/promises';
import {
  createCredentialCache,
  createDatabase,
  DatabaseUnavailableError,
  type Database,
} from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { ControlPlaneConfig } from './config.js';
import { ensureFirstCredential } from './installation/first-credential.js';
import { gatewayToken } from './installation/gateway-token.js';
import { openSealer } from './installation/master-key.js';
import type { Runtime } from './runtime.js';

const WAIT_MS = 500;
/** How often a wait for Postgres is logged. */
const TELL_EVERY = 20;

/**
 * Opens what the process works with: migrates, checks the master key, makes the first credential. Waits as
 * long as Postgres is away.
 */
export async function openRuntime(
  config: ControlPlaneConfig,
  log: Logger,
  now: () => number = Date.now,
): Promise<Runtime> {
  const token = await gatewayToken(config.gatewayToken, config.dataDir);
  const shared = {
    url: config.databaseUrl,
    timeouts: {
      lockMs: config.databaseLockTimeoutMs,
      statementMs: config.databaseStatementTimeoutMs,
      idleInTransactionMs: config.databaseIdleTimeoutMs,
    },
    log,
  };
  const database = createDatabase({ ...shared, poolSize: config.databasePoolSize });
  const gatewayDatabase = createDatabase({ ...shared, poolSize: config.databaseGatewayPoolSize });
  try {
    await migrateWhenThere(database, log);
    const sealer = await openSealer({ database, configured: config.masterKey, dataDir: config.dataDir });
    const file = await ensureFirstCredential({ ...config, database, sealer });
    if (file !== undefined) log.info('the first credential was made', { file });
    const findCredential = createCredentialCache({ database, sealer, now });
    return { config, log, database, gatewayDatabase, sealer, findCredential, gatewayToken: token, now };
  } catch (error) {
    await Promise.all([database.close(), gatewayDatabase.close()]);
    throw error;
  }
}

async function migrateWhenThere(database: Database, log: Logger): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await database.migrate();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      if (attempt % TELL_EVERY === 0) log.warn('waiting for Postgres', { reason: error.message });
      await delay(WAIT_MS);
    }
  }
}
