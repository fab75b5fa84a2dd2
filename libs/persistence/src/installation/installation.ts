import type { UnitOfWork } from '../database/unit-of-work.js';
import { InstallationEntity } from './installation.entity.js';
import { sameKeyCheck, type Sealer } from './sealer.js';

/** The one row that says which master key this database was set up with. */
export const installation = { exists, acceptKey };

/** Whether a master key has been set up: a new one must not be made any more then. */
async function exists(uow: UnitOfWork): Promise<boolean> {
  return uow.manager.existsBy(InstallationEntity, { id: 1 });
}

/** Binds an empty database to the key; says of any other whether the key is its own. */
async function acceptKey(uow: UnitOfWork, { keyCheck }: Sealer): Promise<boolean> {
  await uow.manager.query(
    'INSERT INTO installation (id, master_key_check) VALUES (1, $1) ON CONFLICT (id) DO NOTHING',
    [keyCheck],
  );
  const row = await uow.manager.findOneByOrFail(InstallationEntity, { id: 1 });
  return sameKeyCheck(row.masterKeyCheck, keyCheck);
}
