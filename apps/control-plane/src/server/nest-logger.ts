import type { LoggerService } from '@nestjs/common';
import type { Logger } from '#libs/telemetry';

/** Nest's own messages, through ours. What Nest calls "log" is its start-up chatter, hence debug. */
export function nestLogger(log: Logger): LoggerService {
  // Beside a message Nest gives stacks, which repeat messages, and last the name of the part that speaks.
  const fields = (details: readonly unknown[]) => ({
    details: details.filter((detail) => typeof detail === 'string' && !detail.includes('\n')),
  });
  const failed = (message: unknown, details: readonly unknown[]): void => {
    if (message instanceof Error) log.error('Nest reports an error', { ...fields(details), error: message });
    else log.error(String(message), fields(details));
  };
  return {
    log: (message: unknown, ...details: unknown[]) => log.debug(String(message), fields(details)),
    debug: (message: unknown, ...details: unknown[]) => log.debug(String(message), fields(details)),
    verbose: (message: unknown, ...details: unknown[]) => log.debug(String(message), fields(details)),
    warn: (message: unknown, ...details: unknown[]) => log.warn(String(message), fields(details)),
    error: (message: unknown, ...details: unknown[]) => failed(message, details),
    fatal: (message: unknown, ...details: unknown[]) => failed(message, details),
  };
}
