import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { PostgresStartError } from './postgres-start-error.js';

/**
 * The user that Postgres runs as; `undefined` stands for "as we are", which is right for everyone but root.
 */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Postgres refuses to run as root. An existing cluster runs as its owner; a new one as `postgres`, which is
 * created when it is missing, or as `nobody` where users cannot be created. A bare number will not do: initdb
 * looks its user up by name.
 */
export async function runAsFor(cluster: string): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const found = lookUp('postgres') ?? lookUp('_postgres') ?? createUser('postgres') ?? lookUp('nobody');
  if (found) return found;
  throw new PostgresStartError(
    'Postgres refuses to run as root, and there is no user postgres and no way to create one; add the user or set DATABASE_URL',
  );
}

function lookUp(name: string): RunAs | undefined {
  const uid = run('id', ['-u', name]);
  const gid = run('id', ['-g', name]);
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function createUser(name: string): RunAs | undefined {
  run('groupadd', ['--system', name]);
  run('useradd', ['--system', '--no-create-home', '--gid', name, '--shell', '/usr/sbin/nologin', name]);
  return lookUp(name);
}

/** The command's output, or `undefined` when it is missing or fails: each has something to fall back on. */
function run(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' },
    }).trim();
  } catch {
    return undefined;
  }
}
