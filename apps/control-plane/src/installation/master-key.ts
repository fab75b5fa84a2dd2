import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createSealer, installation, type Database, type Sealer } from '#libs/persistence';
import { StartUpError } from '../start-up-error.js';
import { createSecretFile, readSecretFile } from './secret-file.js';

/** The sealer over the master key, checked to be the database's own. The database must be migrated. */
export async function openSealer(options: {
  readonly database: Database;
  readonly configured: string | undefined;
  readonly dataDir: string;
}): Promise<Sealer> {
  const { database, configured, dataDir } = options;
  const file = join(dataDir, 'master-key');
  const source = configured === undefined ? file : 'TOLLGATE_MASTER_KEY';
  const key = configured === undefined ? await keyOfFile(file, database) : readKey(configured);
  if (!key) throw new StartUpError(`${source} must hold 32 bytes as 64 hex digits or as base64`);
  const sealer = createSealer(key);
  if (!(await database.write((uow) => installation.acceptKey(uow, sealer)))) {
    throw new StartUpError(`the master key in ${source} is not the one that this database was set up with`);
  }
  return sealer;
}

async function keyOfFile(file: string, database: Database): Promise<Buffer | undefined> {
  // Asked before the file is looked for: another process that starts now writes the file first and tells the
  // database then.
  const isSetUp = await database.read((uow) => installation.exists(uow));
  const existing = await readSecretFile(file);
  if (existing !== undefined) return readKey(existing.trim());
  // A new key could not open what the lost one has sealed.
  if (isSetUp) {
    throw new StartUpError(
      `this database has a master key, but ${file} is missing; restore it or set TOLLGATE_MASTER_KEY`,
    );
  }
  await createSecretFile(file, `${randomBytes(32).toString('base64')}\n`);
  return readKey((await readSecretFile(file))?.trim() ?? '');
}

function readKey(text: string): Buffer | undefined {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex');
  const bytes = Buffer.from(text, 'base64');
  return /^[A-Za-z0-9+/]{43}=$/.test(text) && bytes.length === 32 ? bytes : undefined;
}
