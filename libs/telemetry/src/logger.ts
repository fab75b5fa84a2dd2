/**
 * Extra members of a log line. A member that is an Error is written by `describeError`: without any value.
 */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * What code that logs needs, and no more. The message says what happened in plain words and is constant for
 * its place in the code; what varies goes into the fields.
 */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /**
   * A logger that adds these fields to each of its lines. Make one per long-lived thing, never per request.
   */
  child(fields: LogFields): Logger;
}

/** The levels a configuration may name, quietest first. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];
