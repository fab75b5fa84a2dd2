import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { describeError, isError } from './describe-error.js';
import type { Logger, LogFields, LogLevel } from './logger.js';

/** What a process's one root logger is made from. */
export interface LoggerOptions {
  /** The process: `gateway`, `control-plane`, ... */
  readonly name: string;
  readonly level: LogLevel;
  /** Where lines go; stdout by default. */
  readonly stream?: DestinationStream;
}

/**
 * JSON lines with `level` as a word and `time` in ISO 8601, written at once: a killed process must not take
 * its last lines along.
 */
export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    name: options.name,
    level: options.level,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: 'message',
  };
  return wrap(options.stream ? pino(settings, options.stream) : pino(settings));
}

function wrap(inner: PinoLogger): Logger {
  return {
    debug: (message: string, fields?: LogFields) => inner.debug(shown(fields), message),
    info: (message: string, fields?: LogFields) => inner.info(shown(fields), message),
    warn: (message: string, fields?: LogFields) => inner.warn(shown(fields), message),
    error: (message: string, fields?: LogFields) => inner.error(shown(fields), message),
    child: (fields: LogFields) => wrap(inner.child(shown(fields))),
  };
}

/** Errors go into a line by `describeError` alone, under whichever name; what stands under `error` is one. */
function shown(fields: LogFields = {}): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const name in fields) {
    const value = fields[name];
    const asError = isError(value) || (name === 'error' && value !== undefined && value !== null);
    line[name] = asError ? describeError(value) : value;
  }
  return line;
}
