import type { Logger } from './logger.js';

function nothing(): void {
  // Says nothing by design.
}

/** A logger that writes nothing, for code that must be given one. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => silentLogger,
};
