/** Postgres cannot be started here; the message is one line that says what is in the way. */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError';
}
