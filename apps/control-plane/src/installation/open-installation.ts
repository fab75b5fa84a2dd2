import { setTimeout as delay } from 'node:timers/promises';
import {
  createCredentialCache,
  createIdentityChanges,
  CREDENTIALS_REMEMBERED_MS,
  DatabaseUnavailableError,
  type Database,
  type IdentityChanges,
  type Sealer,
} from '#libs/persistence';
import { createSessionSeal, type SessionSeal } from '#libs/session-tokens';
import type { Logger } from '#libs/telemetry';
import type { ControlPlaneConfig } from '../config.js';
import type { Runtime } from '../tokens.js';
import { ensureFirstCredential } from './first-credential.js';
import { createFindSigner } from './find-signer.js';
import { gatewayToken } from './gateway-token.js';
import { openSealer } from './master-key.js';

const WAIT_MS = 500;
/** How often a wait for Postgres is told. */
const TELL_EVERY = 20;

/** What belongs to the installation, whatever process of it is asked. */
export interface Installation {
  readonly sealer: Sealer;
  readonly findSigner: Runtime['findSigner'];
  readonly sessionSeal: SessionSeal;
  /** Of who may call what, to all processes that remember such. */
  readonly identityChanges: IdentityChanges;
  readonly gatewayToken: string;
}

/** Migrates, checks the master key, makes the first credential. Waits as long as Postgres is away. */
export async function openInstallation(
  config: ControlPlaneConfig,
  log: Logger,
  now: () => number,
  database: Database,
): Promise<Installation> {
  try {
    const token = await gatewayToken(config.gatewayToken, config.dataDir);
    await migrateWhenThere(database, log);
    const sealer = await openSealer({ database, configured: config.masterKey, dataDir: config.dataDir });
    const file = await ensureFirstCredential({ ...config, database, sealer });
    if (file !== undefined) log.info('the first credential was made', { file });
    const keys = createCredentialCache({ database, sealer, now: () => performance.now() });
    const identityChanges = await createIdentityChanges({
      database,
      onChange: () => keys.forget(),
      rememberedMs: CREDENTIALS_REMEMBERED_MS,
    });
    const sessionSeal = createSessionSeal(token, sealer.deriveKey('issuer of sessions'));
    return {
      sealer,
      findSigner: createFindSigner({ database, keys, sessions: sessionSeal }),
      sessionSeal,
      identityChanges,
      gatewayToken: token,
    };
  } catch (error) {
    // Nest shuts down only what has started.
    await database.close();
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
