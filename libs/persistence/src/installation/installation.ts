import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { InstallationEntity } from './installation.entity.js';
import { sameKeyCheck, type Sealer } from './sealer.js';

/** The one row that says which master key this database was set up with. */
export const installation = { exists, acceptKey };

/** Whether a master key has been set up: a new one must not be made any more then. */
async function exists(uow: UnitOfWork): Promise<boolean> {
  return repositoryOf(uow, InstallationEntity).existsBy({ id: 1 });
}

/** Binds an empty database to the key; says of any other whether the key is its own. */
async function acceptKey(uow: UnitOfWork, { keyCheck }: Sealer): Promise<boolean> {
  await query(
    uow,
    'INSERT INTO installation (id, master_key_check) VALUES (1, $1) ON CONFLICT (id) DO NOTHING',
    [keyCheck],
  );
  const row = await repositoryOf(uow, InstallationEntity).findOneByOrFail({ id: 1 });
  return sameKeyCheck(row.masterKeyCheck, keyCheck);
}
