import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { newAccessKeyId, newSecretAccessKey } from '#libs/identity';
import { credentials, type Database, type RootKey, type Sealer } from '#libs/persistence';
import { publishRootKey } from './publish-root-key.js';
import { writeSecretFile } from './secret-file.js';

/**
 * Makes a credential where there is none and writes it to `<data dir>/credentials` in AWS's
 * shared-credentials format. The file is written before the transaction commits: a credential whose secret
 * nobody ever saw would lock everyone out. Returns the file's name, or undefined when there was a credential
 * already.
 */
export async function ensureFirstCredential(options: {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly dataDir: string;
  readonly accountId: string;
  readonly region: string;
}): Promise<string | undefined> {
  const { database, sealer, dataDir, accountId, region } = options;
  const credential: RootKey = {
    accessKeyId: newAccessKeyId(randomBytes),
    secretAccessKey: newSecretAccessKey(randomBytes),
    accountId,
    isOperator: true,
  };
  const file = join(dataDir, 'credentials');
  return database.write(async (uow) => {
    if (!(await credentials.isEmpty(uow))) return undefined;
    if (!(await credentials.insertFirst(uow, sealer, credential))) return undefined;
    await publishRootKey(uow, credential);
    await writeSecretFile(file, profile(credential, region));
    return file;
  });
}

/**
 * `region` is valid in both of AWS's files (SDKs and Tools Reference Guide, "Using shared config and
 * credentials files").
 */
const profile = ({ accessKeyId, secretAccessKey }: RootKey, region: string): string =>
  [
    '[default]',
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    `region = ${region}`,
    '',
  ].join('\n');
