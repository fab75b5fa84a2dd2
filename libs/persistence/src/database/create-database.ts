import type { Logger } from '#libs/telemetry';
import { DataSource } from 'typeorm';
import type { UnitOfWork } from './unit-of-work.js';
import { entities } from '../entities.js';
import { asDatabaseError, DatabaseUnavailableError, isRetryable } from './database-errors.js';
import type { Database } from './database.js';
import { inTransaction } from './in-transaction.js';
import { listenOn } from './listen.js';
import { migrations } from './migrations.js';
import { PreparingClient } from './preparing-client.js';
import { hasAllMigrations, runMigrations } from './run-migrations.js';

/** What a Database is made from. */
export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most; `listen` takes one more per channel. */
  readonly poolSize: number;
  readonly log: Logger;
  /** Milliseconds to wait for a connection before Postgres counts as away. */
  readonly connectTimeoutMs?: number;
}

const ATTEMPTS_MAX = 5;

/** Connects lazily, at the first call, so that a process can start, and say so, while Postgres is away. */
export function createDatabase(options: DatabaseOptions): Database {
  const { url, poolSize, log, connectTimeoutMs = 5_000 } = options;
  const source = new DataSource({
    type: 'postgres',
    url,
    poolSize,
    entities: [...entities],
    migrations: [...migrations],
    synchronize: false,
    logging: false,
    connectTimeoutMS: connectTimeoutMs,
    applicationName: 'tollgate',
    extra: { Client: PreparingClient },
    // An idle connection that breaks is replaced by the pool; without a handler it would end the process.
    poolErrorHandler: (error: unknown) => log.warn('a database connection was lost', { error }),
  });
  let connecting: Promise<unknown> | null = null;
  let closed = false;
  const stops = new Set<() => Promise<void>>();

  async function connected(): Promise<DataSource> {
    if (closed) throw new DatabaseUnavailableError('the database is closed');
    if (source.isInitialized) return source;
    connecting ??= source.initialize().finally(() => (connecting = null));
    await connecting;
    return source;
  }

  async function attempt<T>(work: (source: DataSource) => Promise<T>): Promise<T> {
    try {
      return await work(await connected());
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  async function write<T>(work: (uow: UnitOfWork) => Promise<T>): Promise<T> {
    for (let attemptNumber = 1; ; attemptNumber += 1) {
      try {
        return await attempt((ready) => inTransaction(ready, work));
      } catch (error) {
        if (!isRetryable(error) || attemptNumber === ATTEMPTS_MAX) throw error;
        log.debug('a transaction is tried again', { attempt: attemptNumber, error });
      }
    }
  }

  return {
    write,
    read: (work) => attempt((ready) => work({ manager: ready.manager })),
    migrate: () => attempt((ready) => runMigrations(ready)),
    isReady: () => attempt((ready) => hasAllMigrations(ready)).catch(() => false),
    listen: async (channel, onNotify) => {
      const stop = await listenOn({ url, channel, onNotify, log, connectTimeoutMs });
      stops.add(stop);
      return async () => {
        stops.delete(stop);
        await stop();
      };
    },
    close: async () => {
      closed = true;
      await Promise.all([...stops].map((stop) => stop()));
      await connecting?.catch(() => undefined);
      if (source.isInitialized) await source.destroy();
    },
  };
}
