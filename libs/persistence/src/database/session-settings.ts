import type { ClientConfig } from 'pg';

/** How long Postgres lets a session go on, in milliseconds. */
export interface DatabaseTimeouts {
  /** Until a transaction that waits for rows of another one is given up, over all its turns. */
  readonly lockMs: number;
  /** Of one statement. */
  readonly statementMs: number;
  /**
   * Between two statements of a transaction: then its process has stopped or is gone, and what it has locked
   * is set free.
   */
  readonly idleInTransactionMs: number;
}

/** For what does short work and answers somebody. */
export const usualTimeouts: DatabaseTimeouts = {
  lockMs: 5_000,
  statementMs: 30_000,
  idleInTransactionMs: 10_000,
};

/**
 * A transaction waits so long for a lock before it gives its connection to others and comes again: however
 * many wait for one row, they do not hold all connections. Long against a usual transaction, so that whoever
 * waits nearly always gets the lock in the first turn.
 */
const LOCK_TURN_MS = 250;
/** Postgres ends a statement before the client does, unless nothing comes from there any more. */
const SILENCE_MS = 5_000;
const KEEPALIVE_AFTER_MS = 10_000;

/** What a client is made with beside its address. */
export const sessionSettings = ({ lockMs, statementMs, idleInTransactionMs }: DatabaseTimeouts) =>
  ({
    lock_timeout: Math.min(LOCK_TURN_MS, lockMs),
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    query_timeout: statementMs + SILENCE_MS,
    ...keepalives,
  }) satisfies ClientConfig;

/** No bounds, for migrations: they may rewrite tables of any size, and what waits for them waits. */
export const boundlessSession = {
  lock_timeout: 0,
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  query_timeout: 0,
};

/** The client's half of finding out that the other side is gone. */
export const keepalives = { keepAlive: true, keepAliveInitialDelayMillis: KEEPALIVE_AFTER_MS };

/**
 * Postgres's half: without it, the session of a machine that lost its power keeps its locks for two hours.
 */
const serverKeepalives =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4 -c tcp_user_timeout=30000';

/** The address with Postgres's half of the keepalives; settings that it names itself win. */
export function withServerKeepalives(url: string): string {
  const address = new URL(url);
  const own = address.searchParams.get('options');
  address.searchParams.set('options', own === null ? serverKeepalives : `${serverKeepalives} ${own}`);
  return address.href;
}
