import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Placement } from './place-cluster.js';
import { PostgresStartError } from './postgres-start-error.js';

/**
 * Makes the cluster at the first start, and gives the superuser's password. initdb works in a folder that is
 * renamed when it is done, so a first start cut short leaves nothing that looks like a cluster.
 */
export async function initialiseCluster(
  dataDir: string,
  native: string,
  placement: Placement,
): Promise<string> {
  const passwordFile = join(dataDir, 'password');
  if (await exists(join(placement.cluster, 'PG_VERSION'))) return existingPassword(passwordFile);

  const password = randomBytes(24).toString('base64url');
  const draft = `${placement.cluster}.new`;
  // initdb runs as the unprivileged user and must read the password from a file of that user's.
  const handedOver = `${placement.cluster}.password`;
  await rm(draft, { recursive: true, force: true });
  await rm(handedOver, { force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(handedOver, password, { mode: 0o600 });
  if (placement.user) {
    for (const path of [draft, handedOver]) await chown(path, placement.user.uid, placement.user.gid);
  }
  try {
    await initdb(native, draft, handedOver, placement);
  } finally {
    await rm(handedOver, { force: true });
  }
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await rename(draft, placement.cluster);
  return password;
}

async function existingPassword(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new PostgresStartError(`the database's password cannot be read from ${file}`, { cause });
  }
}

async function initdb(
  native: string,
  folder: string,
  passwordFile: string,
  placement: Placement,
): Promise<void> {
  const args = ['-D', folder, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const child = spawn(join(native, 'bin', 'initdb'), [...args, '-E', 'UTF8', '--locale=C'], {
    ...placement.user,
    cwd: placement.home,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const code = await new Promise<number | string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code !== 0) {
    const detail = complaint.trim().replaceAll(/\s*\n\s*/g, '; ');
    throw new PostgresStartError(`initdb failed (${code}): ${detail}`);
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
