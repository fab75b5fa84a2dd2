import type { Logger } from '#libs/telemetry';
import type { HeadReason } from './head-reasons.js';
import type { RejectionReason } from './rejection-reasons.js';

/** The closed set of reasons for which a gateway answers by itself. */
export type ReasonCode = HeadReason | RejectionReason;

/** One refused request, for the operator. */
export interface Refusal {
  readonly code: ReasonCode;
  /** The request id of the answer. */
  readonly requestId: string;
  readonly status: number;
  /** What the code does not say; may hold a caller's text, and is cut. */
  readonly detail: string;
  readonly apiId?: string;
  readonly stage?: string;
  /** `GET /pets/{id}`, as defined; missing when no method was found. */
  readonly method?: string;
}

export interface RefusalLogOptions {
  readonly log: Pick<Logger, 'info' | 'debug'>;
  /** Lines per second of one code, and of all; what is above is counted. */
  readonly linesPerCode?: number;
  readonly linesInAll?: number;
  /** Calls back once after a time; does not keep the process alive. */
  readonly after?: (ms: number, then: () => void) => void;
}

const detailCharsMax = 200;
const windowMs = 1000;

/**
 * The operator's record of refused requests: one line of level info each, but of one code not more than 5 and in all not more than 25 in a second, so that
 * an attack cannot fill a disk. What was left out is counted and told when the second is over; with level debug it is written, too.
 */
export class RefusalLog {
  private readonly windows = new Map<ReasonCode, { lines: number; leftOut: number }>();
  private linesInAll = 0;

  constructor(private readonly options: RefusalLogOptions) {}

  note(refusal: Refusal): void {
    const { log, linesPerCode = 5, linesInAll = 25, after = unrefTimer } = this.options;
    if (this.windows.size === 0) after(windowMs, () => this.endWindow());
    let window = this.windows.get(refusal.code);
    if (!window) this.windows.set(refusal.code, (window = { lines: 0, leftOut: 0 }));
    const fields = { ...refusal, detail: refusal.detail.slice(0, detailCharsMax) };
    if (window.lines < linesPerCode && this.linesInAll < linesInAll) {
      window.lines += 1;
      this.linesInAll += 1;
      log.info('a request was refused', fields);
    } else {
      window.leftOut += 1;
      log.debug('a request was refused', fields);
    }
  }

  private endWindow(): void {
    for (const [code, { leftOut }] of this.windows) {
      if (leftOut > 0) this.options.log.info('refused requests were left out of the log', { code, leftOut });
    }
    this.windows.clear();
    this.linesInAll = 0;
  }
}

function unrefTimer(ms: number, then: () => void): void {
  setTimeout(then, ms).unref();
}
