/** Postgres cannot be reached, is starting or stopping, or has no connection to give. Try again later. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

/**
 * A value that Postgres cannot store: a NUL character, half of a surrogate pair, a number out of range. The
 * caller's input was bad.
 */
export class UnstorableValueError extends Error {
  override readonly name = 'UnstorableValueError';
}

/** Another transaction has locked what is to be changed, and has not ended in time. Nothing was changed. */
export class LockTimeoutError extends Error {
  override readonly name = 'LockTimeoutError';
}

/**
 * A newer release has migrated the database in a way that this one cannot work with. The message is for the
 * operator.
 */
export class SchemaAheadError extends Error {
  override readonly name = 'SchemaAheadError';
  constructor(migration: string) {
    super(
      `the database was migrated by a newer release (${migration}), which this one cannot work with; start that release, or restore the database as it was before`,
    );
  }
}

/**
 * Turns what pg and TypeORM throw into the errors above where they say so; leaves everything else as it is.
 */
export function asDatabaseError(error: unknown): unknown {
  if (isAway(error)) {
    return new DatabaseUnavailableError(`Postgres is not available: ${textOf(error)}`, { cause: error });
  }
  if (sqlState(error) === '55P03') return new LockTimeoutError(textOf(error), { cause: error });
  // Class 22 is "data exception" (PostgreSQL appendix A): the statement was right, a value was not.
  if (sqlState(error)?.startsWith('22')) {
    return new UnstorableValueError('a value cannot be stored', { cause: error });
  }
  return error;
}

/** Deadlock or serialization failure: Postgres undid the transaction and the same work may well succeed. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '');

/** Another row has the key already. `constraint` narrows it to one constraint or index. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  sqlState(error) === '23505' && (constraint === undefined || memberOf(error, 'constraint') === constraint);

/** A row that is referred to is missing, or one that is to be deleted is referred to. */
export const isForeignKeyViolation = (error: unknown): boolean => sqlState(error) === '23503';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);
// pg has no codes for these.
const awayMessages =
  /Query read timeout|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|not queryable|Cannot use a pool after calling end/;

function isAway(error: unknown): boolean {
  const code = memberOf(error, 'code');
  // Classes 08 and 57P: connection lost, shutting down, starting up; 53300: too many connections; 57014: a
  // statement took too long; 25P03: nothing came in a transaction for too long, and Postgres ended the
  // session.
  if (code !== undefined && (networkCodes.has(code) || /^(08|57P|53300|57014|25P03)/.test(code))) return true;
  return awayMessages.test(textOf(error));
}

function sqlState(error: unknown): string | undefined {
  const code = memberOf(error, 'code');
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

const textOf = (error: unknown): string => memberOf(error, 'message') ?? '';

/**
 * TypeORM's QueryFailedError repeats the driver's members on itself; pg's own errors have them anyway. Not
 * `instanceof Error`: errors of Node's sockets come from another realm where code runs in a vm context, as
 * under jest.
 */
function memberOf(error: unknown, name: 'code' | 'constraint' | 'message'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value = (error as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}
