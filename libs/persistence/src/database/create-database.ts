import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { unitOfWorkOf, type UnitOfWork } from './unit-of-work.js';
import {
  asDatabaseError,
  DatabaseUnavailableError,
  isRetryable,
  LockTimeoutError,
} from './database-errors.js';
import { connectTimeoutOf, dataSourceOptions, type DatabaseOptions } from './data-source-options.js';
import type { Database } from './database.js';
import { inTransaction } from './in-transaction.js';
import { listenOn } from './listen.js';
import { runMigrations, schemaState } from './run-migrations.js';
import { boundlessSession, keepalives, usualTimeouts, withServerKeepalives } from './session-settings.js';

const ATTEMPTS_MAX = 5;
/**
 * Between two turns of waiting for a lock, at most; so that those who wait do not all come again together.
 */
const PAUSE_MS_MAX = 50;

/** A Database with a data source of its own. */
export const createDatabase = (options: DatabaseOptions): Database =>
  databaseOver(new DataSource(dataSourceOptions(options)), options);

/**
 * A Database over a data source made with `dataSourceOptions` of the same options. Connects lazily, at the
 * first call, so that a process can start, and say so, while Postgres is away; and again at later calls.
 */
export function databaseOver(source: DataSource, options: DatabaseOptions): Database {
  const { log, timeouts = usualTimeouts } = options;
  const settings = dataSourceOptions(options);
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
    const giveUpAt = performance.now() + timeouts.lockMs;
    for (let attemptNumber = 1; ;) {
      try {
        return await attempt((ready) => inTransaction(ready, work));
      } catch (error) {
        if (error instanceof LockTimeoutError && performance.now() < giveUpAt) {
          await delay(Math.random() * PAUSE_MS_MAX);
          continue;
        }
        if (!isRetryable(error) || attemptNumber === ATTEMPTS_MAX) throw error;
        log.debug('a transaction is tried again', { attempt: attemptNumber, error });
        attemptNumber += 1;
      }
    }
  }

  async function migrate(): Promise<void> {
    const boundless = new DataSource({
      ...settings,
      poolSize: 2,
      extra: { ...keepalives, ...boundlessSession },
    });
    try {
      await runMigrations(await boundless.initialize());
    } catch (error) {
      throw asDatabaseError(error);
    } finally {
      if (boundless.isInitialized) await boundless.destroy();
    }
  }

  return {
    write,
    read: (work) => attempt((ready) => work(unitOfWorkOf(ready.manager))),
    readConsistently: (work) =>
      attempt((ready) =>
        inTransaction(ready, work, 'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY'),
      ),
    migrate,
    schemaState: () => attempt((ready) => schemaState(ready)),
    isReady: () =>
      attempt((ready) => schemaState(ready)).then(
        ({ kind }) => kind === 'fits',
        () => false,
      ),
    listen: async (channel, onNotify) => {
      const stop = await listenOn({
        url: withServerKeepalives(options.url),
        channel,
        onNotify,
        log,
        connectTimeoutMs: connectTimeoutOf(options),
      });
      stops.add(stop);
      return async () => {
        stops.delete(stop);
        await stop();
      };
    },
    connections: () => {
      const pool = (source.driver as Partial<PostgresDriver>).master as Pool | undefined;
      const { totalCount = 0, idleCount = 0, waitingCount = 0 } = pool ?? {};
      return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
    },
    close: async () => {
      closed = true;
      await Promise.all([...stops].map((stop) => stop()));
      await connecting?.catch(() => undefined);
      if (source.isInitialized) await source.destroy();
    },
  };
}
