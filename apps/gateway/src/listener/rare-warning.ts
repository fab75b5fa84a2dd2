import type { Logger } from '#libs/telemetry';

const warnEveryMs = 60_000;

/** A line of the log for what callers can bring about as often as they like: one a minute, which counts. */
export class RareWarning {
  private sinceLast = 0;
  private mayWarnFromMs = 0;

  constructor(
    private readonly log: Pick<Logger, 'warn'>,
    private readonly message: string,
  ) {}

  /** `fields` of this one are logged, with how many there were since the line before. */
  note(fields: Readonly<Record<string, unknown>>): void {
    this.sinceLast += 1;
    if (Date.now() < this.mayWarnFromMs) return;
    this.log.warn(this.message, { ...fields, connections: this.sinceLast });
    this.sinceLast = 0;
    this.mayWarnFromMs = Date.now() + warnEveryMs;
  }
}
