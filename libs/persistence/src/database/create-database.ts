import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#libs/telemetry';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { unitOfWorkOf, type UnitOfWork } from './unit-of-work.js';
import { entities } from '../entities.js';
import {
  asDatabaseError,
  DatabaseUnavailableError,
  isRetryable,
  LockTimeoutError,
} from './database-errors.js';
import type { Database } from './database.js';
import { inTransaction } from './in-transaction.js';
import { listenOn } from './listen.js';
import { migrations } from './migrations.js';
import { PreparingClient } from './preparing-client.js';
import { runMigrations, schemaState } from './run-migrations.js';
import {
  boundlessSession,
  keepalives,
  sessionSettings,
  usualTimeouts,
  withServerKeepalives,
  type DatabaseTimeouts,
} from './session-settings.js';

/** What a Database is made from. */
export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most; `listen` takes one more per channel. */
  readonly poolSize: number;
  readonly log: Logger;
  /** Milliseconds to wait for a connection before Postgres counts as away. */
  readonly connectTimeoutMs?: number;
  /** `usualTimeouts` by default. */
  readonly timeouts?: DatabaseTimeouts;
}

const ATTEMPTS_MAX = 5;
/**
 * Between two turns of waiting for a lock, at most; so that those who wait do not all come again together.
 */
const PAUSE_MS_MAX = 50;

/** Connects lazily, at the first call, so that a process can start, and say so, while Postgres is away. */
export function createDatabase(options: DatabaseOptions): Database {
  const { poolSize, log, connectTimeoutMs = 5_000, timeouts = usualTimeouts } = options;
  const url = withServerKeepalives(options.url);
  const settings = {
    type: 'postgres',
    url,
    poolSize,
    entities: [...entities],
    migrations: [...migrations],
    synchronize: false,
    logging: false,
    connectTimeoutMS: connectTimeoutMs,
    applicationName: 'tollgate',
    extra: { Client: PreparingClient, ...sessionSettings(timeouts) },
    // An idle connection that breaks is replaced by the pool; without a handler it would end the process.
    poolErrorHandler: (error: unknown) => log.warn('a database connection was lost', { error }),
  } satisfies DataSourceOptions;
  const source = new DataSource(settings);
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
