import type { ReasonCode } from '../refusals/reason-code.js';
import { newExtendedRequestId, newRequestId } from './request-ids.js';

/** Why a gateway answered by itself. */
export interface RecordedRefusal {
  readonly code: ReasonCode;
  /** The gateway response type; null when no API was known. */
  readonly type: string | null;
  /**
   * What the code does not say, for the operator's log; of what a caller sent it holds
   * the names that were called alone: host, API, stage, region.
   */
  readonly reason: string;
  /** What was compared, and failed; as `reason`. Missing or null where nothing was. */
  readonly comparison?: (() => string) | null;
}

/**
 * What became of one request, for logs and metrics. Made when its head is here, filled in on the way, and
 * complete when its response has left. All members from the start, so that the engine sees one shape.
 * `...AfterMs` are milliseconds since it was received: small numbers, which cost no memory of their own; -1
 * is not yet, or not at all.
 */
export class RequestRecord {
  readonly requestId: string;
  readonly extendedRequestId = newExtendedRequestId();
  /** Since 1970. */
  readonly receivedAtMs = Date.now();
  /** Empty when the request names no API. */
  apiId = '';
  stageName = '';
  /** The method as defined; null when none was found. */
  method: { readonly httpMethod: string; readonly resourcePath: string } | null = null;
  /** Of the response; 0 when the caller was gone before there was one. */
  status = 0;
  /** Null when the integration was answered from. */
  refusal: RecordedRefusal | null = null;
  /** Of the body alone, in both directions. */
  bytesIn = 0;
  bytesOut = 0;
  /** Of the integration's call: sent, and answered or failed. */
  integrationSentAfterMs = -1;
  integrationEndedAfterMs = -1;
  endedAfterMs = -1;

  constructor(requestId: string = newRequestId()) {
    this.requestId = requestId;
  }
}

/** Milliseconds since a request was received; 0 when the clock went back. */
export function msSince({ receivedAtMs }: RequestRecord): number {
  return Math.max(0, Date.now() - receivedAtMs);
}

/** A log or a metric: is given each record once, when it is complete. */
export interface RecordReader {
  read(record: RequestRecord): void;
}

/** Completes records and hands them to their readers. */
export class RequestRecords {
  constructor(private readonly readers: readonly RecordReader[]) {}

  /** Once for each record; what comes later is left alone. */
  complete(record: RequestRecord): void {
    if (record.endedAfterMs >= 0) return;
    record.endedAfterMs = msSince(record);
    for (let index = 0; index < this.readers.length; index++) this.readers[index]!.read(record);
  }
}
