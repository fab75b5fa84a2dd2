import { randomBytes } from 'node:crypto';
import { newAccessKeyId, newSecretAccessKey } from '#libs/identity';
import { credentials, installation, type Database, type RootKey } from '#libs/persistence';
import type { ControlPlaneConfig } from '../config.js';
import { openSealer } from '../installation/master-key.js';
import { publishRootKey } from '../installation/publish-root-key.js';
import { StartUpError } from '../start-up-error.js';

/**
 * Makes a key of an account's root, for whoever has the machine, its data folder and its database. Not held
 * to the two keys that IAM allows: somebody who has lost both could delete neither.
 *
 * Keys of the installation's first account are the operator's.
 */
export async function makeRootKey(
  database: Database,
  config: Pick<ControlPlaneConfig, 'accountId' | 'masterKey' | 'dataDir'>,
  accountId: string,
): Promise<RootKey> {
  const { kind } = await database.schemaState();
  if (kind !== 'fits' || !(await database.read((uow) => installation.exists(uow)))) {
    throw new StartUpError(
      kind === 'ahead'
        ? 'the database was migrated by a newer release; use that one'
        : 'the database is not set up for this release; start Tollgate once, then try again',
    );
  }
  const sealer = await openSealer({ database, configured: config.masterKey, dataDir: config.dataDir });
  const key: RootKey = {
    accessKeyId: newAccessKeyId(randomBytes),
    secretAccessKey: newSecretAccessKey(randomBytes),
    accountId,
    isOperator: accountId === config.accountId,
  };
  await database.write(async (uow) => {
    await credentials.insertRoot(uow, sealer, key);
    await publishRootKey(uow, key);
  });
  return key;
}
