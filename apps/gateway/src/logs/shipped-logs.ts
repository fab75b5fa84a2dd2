import { LogBatch, type LogStreamName, type LogWriter } from '#libs/log-events';
import type { Observations } from '../observability/observations.js';

/** A block is a file and a call; whoever follows a log waits for it. */
const flushAfterMs = 500;

/** Gathers lines for half a second and hands them in for the control plane, which keeps them. */
export class ShippedLogs implements LogWriter {
  private readonly batch: LogBatch;
  private timer: NodeJS.Timeout | null = null;

  constructor(observations: Observations) {
    this.batch = new LogBatch((block) => observations.hand('logs', block));
  }

  write(stream: LogStreamName, timestampMs: number, message: string): void {
    this.batch.write(stream, timestampMs, message);
    this.timer ??= setTimeout(() => this.flush(), flushAfterMs).unref();
  }

  /** Hands in what is there. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.batch.flush();
  }
}
