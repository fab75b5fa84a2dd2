import type { LoggerService } from '@nestjs/common';
import type { Logger } from '#libs/telemetry';

/** Nest's own messages, through ours. What Nest calls "log" is its start-up chatter, hence debug. */
export function nestLogger(log: Logger): LoggerService {
  const fields = (details: readonly unknown[]) => ({ details });
  return {
    log: (message: unknown, ...details: unknown[]) => log.debug(String(message), fields(details)),
    debug: (message: unknown, ...details: unknown[]) => log.debug(String(message), fields(details)),
    verbose: (message: unknown, ...details: unknown[]) => log.debug(String(message), fields(details)),
    warn: (message: unknown, ...details: unknown[]) => log.warn(String(message), fields(details)),
    error: (message: unknown, ...details: unknown[]) => log.error(String(message), fields(details)),
    fatal: (message: unknown, ...details: unknown[]) => log.error(String(message), fields(details)),
  };
}
