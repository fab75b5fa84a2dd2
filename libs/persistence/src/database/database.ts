import type { SchemaState } from './run-migrations.js';
import type { UnitOfWork } from './unit-of-work.js';

/**
 * Postgres, as everything above this lib sees it. All calls throw `DatabaseUnavailableError` while Postgres
 * is away.
 */
export interface Database {
  /**
   * Runs queries outside a transaction: each statement sees what is committed when it starts. Where several
   * statements must agree with one another, use `readConsistently`.
   */
  read<T>(work: (uow: UnitOfWork) => Promise<T>): Promise<T>;
  /**
   * Runs queries that all see what was committed at one moment. Takes no locks: it waits for no write, and no
   * write waits for it.
   */
  readConsistently<T>(work: (uow: UnitOfWork) => Promise<T>): Promise<T>;
  /**
   * Runs the work in one transaction: it is committed when the work resolves, rolled back when it rejects.
   * The work runs again, a few times at most, when Postgres ended the transaction for a deadlock or a
   * serialization failure; and again and again, giving its connection to others in between, while another
   * transaction holds a lock that it needs. It must therefore do nothing outside.
   *
   * @throws LockTimeoutError when the lock was not to be had in time.
   */
  write<T>(work: (uow: UnitOfWork) => Promise<T>): Promise<T>;
  /**
   * Runs the migrations that are missing. Safe when several processes call it at once.
   *
   * @throws SchemaAheadError when a newer release has made the tables unfit for this one.
   */
  migrate(): Promise<void>;
  /** Where the tables stand. */
  schemaState(): Promise<SchemaState>;
  /** Whether Postgres answers and its tables fit this release. Never rejects. */
  isReady(): Promise<boolean>;
  /**
   * Calls back for every NOTIFY on the channel, over a connection of its own, and once with '' after each
   * (re)connect, since notifications may have been missed. Resolves once listening; returns how to stop.
   */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>;
  /** Of its pool, now. */
  connections(): PoolConnections;
  close(): Promise<void>;
}

/** How a pool of connections is used. */
export interface PoolConnections {
  readonly busy: number;
  readonly idle: number;
  /** Calls that wait for one. */
  readonly waiting: number;
}
