import { mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from '#libs/telemetry';
import { findBinaryPackage, prepareBinaries } from './binaries.js';
import { freePort, isPortFree } from './free-port.js';
import { initialiseCluster } from './initialise-cluster.js';
import { lockFolder } from './lock-folder.js';
import { stopOldPostmaster } from './old-postmaster.js';
import { placeCluster } from './place-cluster.js';
import { PostgresStartError } from './postgres-start-error.js';
import { spawnPostmaster, type Postmaster, type PostgresExit } from './spawn-postmaster.js';

export type { PostgresExit } from './spawn-postmaster.js';

export interface PostgresClusterOptions {
  /** Created when missing; belongs to this one server. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly log: Logger;
  /** Default true. `false` gives up the data on a crash, for tests. */
  readonly durable?: boolean;
  /** A folder with initdb and postgres, instead of the registry package's. */
  readonly binDir?: string;
  /** Where root keeps what the unprivileged user could not reach; `/var/lib/tollgate` by default. */
  readonly systemFolder?: string;
}

/** A running server. */
export interface PostgresCluster {
  /** Superuser's connection URL, with its password, for the database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server is gone, for whatever reason. */
  readonly exited: Promise<PostgresExit>;
  /** Ends the server in good order; resolves when it is gone. */
  stop(): Promise<void>;
  /** SIGKILL, for tests of what happens then. */
  kill(): Promise<void>;
}

/**
 * Starts Postgres on the data folder, making the cluster at the first start, and resolves when it takes
 * connections. Throws `PostgresStartError` when another process uses the folder, the port is taken, or
 * Postgres will not run here.
 */
export async function startPostgresCluster(options: PostgresClusterOptions): Promise<PostgresCluster> {
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const lock = lockFolder(dataDir, 'owner');
  if ('heldBy' in lock) {
    throw new PostgresStartError(`the Postgres data folder ${dataDir} is in use by process ${lock.heldBy}`);
  }
  try {
    const postmaster = await startLocked(dataDir, options);
    void postmaster.exited.then(() => lock.release());
    return postmaster;
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startLocked(dataDir: string, options: PostgresClusterOptions): Promise<PostgresCluster> {
  const { log, durable = true, systemFolder = '/var/lib/tollgate' } = options;
  const placement = await placeCluster(dataDir, systemFolder, log);
  const copies = placement.user ? join(systemFolder, 'binaries') : join(dataDir, 'binaries');
  const native = options.binDir
    ? dirname(options.binDir)
    : await prepareBinaries(await findBinaryPackage(), placement.user, copies);
  await stopOldPostmaster(placement.cluster, log);
  const password = await initialiseCluster(dataDir, native, placement);

  const { postmaster, port } = await onPort(options.port, (port) =>
    spawnPostmaster({ native, placement, settings: { port, durable }, log }),
  );
  return { ...postmaster, port, url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` };
}

/**
 * A free port may be taken by another between choosing and listening, so that choice is made again; a given
 * one is not.
 */
async function onPort(
  wanted: number,
  start: (port: number) => Promise<Postmaster | 'port-taken'>,
): Promise<{ postmaster: Postmaster; port: number }> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const port = wanted === 0 ? await freePort() : wanted;
    const postmaster = (await isPortFree(port)) ? await start(port) : 'port-taken';
    if (postmaster !== 'port-taken') return { postmaster, port };
    if (wanted !== 0)
      throw new PostgresStartError(`port ${wanted} on 127.0.0.1 is in use; Postgres cannot listen on it`);
  }
  throw new PostgresStartError('no free port was found for Postgres');
}
