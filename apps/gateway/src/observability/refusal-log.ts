import type { LogFields, Logger } from '#libs/telemetry';
import type { ReasonCode } from '../refusals/reason-code.js';
import type { RecordedRefusal, RecordReader, RequestRecord } from '../invocation/record/request-record.js';

export interface RefusalLogOptions {
  readonly log: Pick<Logger, 'info' | 'debug'>;
  /** Lines per second of one code, and of all; what is above is counted. */
  readonly linesPerCode?: number;
  readonly linesInAll?: number;
  /** Calls back once after a time; does not keep the process alive. */
  readonly after?: (ms: number, then: () => void) => void;
}

const detailCharsMax = 200;
const comparisonCharsMax = 4000;
const windowMs = 1000;

/**
 * The operator's record of refused requests: one line of level info each, but of one code not more than 5 and
 * in all not more than 25 in a second, so that an attack cannot fill a disk. What was left out is counted and
 * logged when the second is over; with level debug it is written, too.
 */
export class RefusalLog implements RecordReader {
  private readonly windows = new Map<ReasonCode, { lines: number; leftOut: number }>();
  private linesInAll = 0;

  constructor(private readonly options: RefusalLogOptions) {}

  read(record: RequestRecord): void {
    if (record.refusal !== null) this.write(record.refusal, record);
  }

  private write(refusal: RecordedRefusal, record: RequestRecord): void {
    const { log, linesPerCode = 5, linesInAll = 25, after = unrefTimer } = this.options;
    if (this.windows.size === 0) after(windowMs, () => this.endWindow());
    let window = this.windows.get(refusal.code);
    if (!window) this.windows.set(refusal.code, (window = { lines: 0, leftOut: 0 }));
    if (window.lines < linesPerCode && this.linesInAll < linesInAll) {
      window.lines += 1;
      this.linesInAll += 1;
      const { comparison = null } = refusal;
      log.info('a request was refused', {
        ...fieldsOf(refusal, record),
        ...(comparison && { comparison: comparison().slice(0, comparisonCharsMax) }),
      });
    } else {
      window.leftOut += 1;
      log.debug('a request was refused', fieldsOf(refusal, record));
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

/** `method`: `GET /pets/{id}`, as defined. What is not known is left out. */
function fieldsOf({ code, reason }: RecordedRefusal, record: RequestRecord): LogFields {
  const { status, apiId, stageName, method } = record;
  return {
    code,
    requestId: record.shownRequestId,
    status,
    // A Host may be long.
    detail: reason.slice(0, detailCharsMax),
    ...(apiId !== '' && { apiId, stage: stageName }),
    ...(method && { method: `${method.httpMethod} ${method.resourcePath}` }),
  };
}

function unrefTimer(ms: number, then: () => void): void {
  setTimeout(then, ms).unref();
}
