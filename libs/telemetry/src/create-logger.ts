import { pino, stdSerializers, type DestinationStream, type Logger as PinoLogger } from 'pino';
import type { Logger, LogFields, LogLevel } from './logger.js';

/** What a process's one root logger is made from. */
export interface LoggerOptions {
  /** The process: `gateway`, `control-plane`, ... */
  readonly name: string;
  readonly level: LogLevel;
  /** Where lines go; stdout unless told. */
  readonly stream?: DestinationStream;
}

/** JSON lines with `level` as a word and `time` in ISO 8601, written at once: a killed process must not take its last lines along. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    name: options.name,
    level: options.level,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: stdSerializers.errWithCause },
    messageKey: 'message',
  };
  return wrap(options.stream ? pino(settings, options.stream) : pino(settings));
}

function wrap(inner: PinoLogger): Logger {
  return {
    debug: (message: string, fields?: LogFields) => inner.debug(fields ?? {}, message),
    info: (message: string, fields?: LogFields) => inner.info(fields ?? {}, message),
    warn: (message: string, fields?: LogFields) => inner.warn(fields ?? {}, message),
    error: (message: string, fields?: LogFields) => inner.error(fields ?? {}, message),
    child: (fields: LogFields) => wrap(inner.child(fields)),
  };
}
