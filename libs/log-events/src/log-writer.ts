import type { LogStreamName } from './log-stream-name.js';

/** One line of a log. */
export interface LogEvent {
  /** Since 1970. */
  readonly timestampMs: number;
  readonly message: string;
}

/**
 * What lines of logs are given to. Never throws and never waits: what is behind it is bounded, and counts
 * what it has to drop.
 */
export interface LogWriter {
  /**
   * `stream`: one object for the lines of one stream, made once and not per line, since writers gather by its
   * identity. `message`: cut to `messageBytesMax`.
   */
  write(stream: LogStreamName, timestampMs: number, message: string): void;
}
