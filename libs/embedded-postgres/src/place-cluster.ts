import { createHash } from 'node:crypto';
import { access, chmod, mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '#libs/telemetry';
import { canReach } from './can-reach.js';
import { PostgresStartError } from './postgres-start-error.js';
import { runAsFor, type RunAs } from './run-as.js';

/** Where the cluster lives and as whom it runs. */
export interface Placement {
  /** Parent of the cluster; the user may enter it. */
  readonly home: string;
  /** Postgres's own data folder; may not exist yet. */
  readonly cluster: string;
  readonly user: RunAs | undefined;
}

/**
 * The cluster goes into the data folder, unless Postgres must run as another user who cannot get there: then
 * into a folder of its own under `systemFolder`, which the file `cluster-location` in the data folder names
 * for later starts.
 */
export async function placeCluster(dataDir: string, systemFolder: string, log: Logger): Promise<Placement> {
  const pointer = join(dataDir, 'cluster-location');
  const located = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  const home = located === '' ? await realpath(dataDir) : located;
  const cluster = join(home, 'cluster');
  const user = await runAsFor(cluster);
  const known = await exists(join(cluster, 'PG_VERSION'));
  if (located !== '' && !known) {
    throw new PostgresStartError(`${pointer} says that the data is in ${located}, but it is not there`);
  }
  if (user === undefined || (await canReach(home, user))) return { home, cluster, user };
  if (known) {
    throw new PostgresStartError(
      `${cluster} belongs to user id ${user.uid}, who may not enter every folder on the way to it`,
    );
  }
  return placeElsewhere({ dataDir: home, systemFolder, pointer, user, log });
}

async function placeElsewhere(facts: {
  dataDir: string;
  systemFolder: string;
  pointer: string;
  user: RunAs;
  log: Logger;
}): Promise<Placement> {
  const { dataDir, systemFolder, pointer, user, log } = facts;
  const home = join(systemFolder, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  if (await exists(home)) {
    // Its data folder is gone, and with it the password and the keys that its rows were sealed with. Kept,
    // but out of the way.
    const aside = `${home}.before-${new Date().toISOString().replaceAll(':', '')}`;
    await rename(home, aside);
    log.warn('an older database of a data folder that no longer exists was moved aside', { to: aside });
  }
  await mkdir(home, { recursive: true });
  for (const folder of [systemFolder, home]) await chmod(folder, 0o755);
  await writeFile(pointer, `${home}\n`);
  log.warn(
    'Postgres cannot run as root and its own user cannot enter the data folder, so the database is kept elsewhere',
    {
      dataDir,
      databaseFolder: home,
    },
  );
  return { home, cluster: join(home, 'cluster'), user };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
