import type { Logger } from '#libs/telemetry';
import type { ActiveMethod, ActiveStage } from '../active-stage.js';
import type { ConnectionEvent } from '../connection-event.js';
import type { Invocation } from '../invocation.js';
import type { ReasonCode } from '../../refusals/reason-code.js';
import type { RequestTrace } from '../tracing/request-trace.js';
import { notObserved, type ObservedMethod } from './active-observability.js';
import { noteInvocation } from './note-invocation.js';
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
  /** What the caller reads in place of the type's text; missing or null: that one. */
  readonly message?: string | null;
  /** What a body was refused for, which may quote it; missing or null where none was checked. */
  readonly validationErrorString?: string | null;
  /** What was compared, and failed; as `reason`. Missing or null where nothing was. */
  readonly comparison?: (() => string) | null;
}

/**
 * What became of one request, for logs and metrics. Made when its head is here, filled in on the way, and
 * complete when its response has left: most of it is taken over from the invocation then, in
 * `noteInvocation`. All members from the start, so that the engine sees one shape. `...AfterMs` are
 * milliseconds since it was received: small numbers, which cost no memory of their own; -1 is not yet, or not
 * at all.
 */
export class RequestRecord {
  readonly requestId: string;
  readonly extendedRequestId = newExtendedRequestId();
  /** Since 1970. */
  readonly receivedAtMs = Date.now();
  /** Empty when the request names no API. */
  apiId = '';
  /** Its response has an HTTP API's id header. */
  isOfHttpApi = false;
  stageName = '';
  /** As it served; null when none was found. */
  stage: ActiveStage | null = null;
  /** The method as defined; null when none was found. */
  method: ActiveMethod | null = null;
  /** What is logged and counted of requests to the method. */
  observed: ObservedMethod = notObserved;
  /**
   * What the request asks for, which X-HTTP-Method-Override may name; empty when the head was not understood,
   * as the next three.
   */
  httpMethod = '';
  /** Raw, below the stage, without the query. Callers' text: for the logs of the API's author alone. */
  path = '';
  /** `HTTP/1.1` */
  protocol = '';
  sourceIp = '';
  /** Of what happened to a WebSocket connection; null of a request. */
  eventType: ConnectionEvent['type'] | null = null;
  /** Null until the key was found. */
  apiKeyId: string | null = null;
  usagePlanId: string | null = null;
  /** Whom an authorizer names, the subject of a token, or the signer; null where nobody is known. */
  principalId: string | null = null;
  /** Null where nobody asked for it. */
  trace: RequestTrace | null = null;
  /** Which of its method's steps it came to; -1 before the first. It ended in that one if it was refused. */
  stepIndex = -1;
  /** The steps that waited for something: index, milliseconds, index, ...; null when none did. */
  waits: number[] | null = null;
  /** Of the response; 0 when the caller was gone before there was one. */
  status = 0;
  /** Null when the integration was answered from, to the end. */
  refusal: RecordedRefusal | null = null;
  /** Of the body alone, in both directions. */
  bytesIn = 0;
  bytesOut = 0;
  /** Null where the method's stage keeps no responses. */
  cacheResult: 'hit' | 'miss' | null = null;
  isCanary = false;
  /** Of the authorizer: asked, and answered or failed. Both -1 where none was waited for. */
  authorizerSentAfterMs = -1;
  authorizerEndedAfterMs = -1;
  /** Of the integration's call: sent, and answered or failed. */
  integrationSentAfterMs = -1;
  integrationEndedAfterMs = -1;
  /** What the backend answered (of a function: its service); 0 when it has not, or there is none. */
  integrationStatus = 0;
  endedAfterMs = -1;
  /**
   * The request itself while its readers read; null before an address is known, and again behind them: a
   * record may live longer than the body and the connections of its request. `$context` is worked out of it
   * for those who print it: see `logVariable`.
   */
  invocation: Invocation | null = null;

  constructor(requestId: string = newRequestId()) {
    this.requestId = requestId;
  }

  /**
   * The id that its caller knows: HTTP APIs have but one, and so have events of WebSocket connections.
   */
  get shownRequestId(): string {
    return this.isOfHttpApi || this.eventType !== null ? this.extendedRequestId : this.requestId;
  }
}

/** Milliseconds since a request was received; 0 when the clock went back. */
export function msSince({ receivedAtMs }: RequestRecord): number {
  return Math.max(0, Date.now() - receivedAtMs);
}

/** A log or a metric: is given each record once, when it is complete. Never throws. */
export interface RecordReader {
  read(record: RequestRecord): void;
}

/** Begins records, completes them and hands them to their readers. */
export class RequestRecords {
  private open = 0;
  private whenNoneIsOpen: (() => void) | null = null;

  constructor(
    private readonly readers: readonly RecordReader[],
    private readonly log: Pick<Logger, 'error'> | null = null,
  ) {}

  /** For a request that has just come in. */
  begin(): RequestRecord {
    this.open += 1;
    return new RequestRecord();
  }

  /**
   * Waits, so long at most, until all that were begun are complete. A request may go on when its connection
   * has gone. Returns how many are not.
   */
  async settle(atMostMs: number): Promise<number> {
    if (this.open > 0) {
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, atMostMs);
        this.whenNoneIsOpen = () => {
          clearTimeout(late);
          resolve();
        };
      });
      this.whenNoneIsOpen = null;
    }
    return this.open;
  }

  /** Once for each record; what comes later is left alone. */
  complete(record: RequestRecord): void {
    if (record.endedAfterMs >= 0) return;
    record.endedAfterMs = msSince(record);
    if (record.invocation !== null) noteInvocation(record, record.invocation);
    for (let index = 0; index < this.readers.length; index++) this.give(record, this.readers[index]!);
    record.invocation = null;
    this.open -= 1;
    if (this.open === 0 && this.whenNoneIsOpen !== null) this.whenNoneIsOpen();
  }

  /** A bug of one is nobody else's, and not the caller's. */
  private give(record: RequestRecord, reader: RecordReader): void {
    try {
      reader.read(record);
    } catch (error) {
      this.log?.error('reading the record of a request failed', { requestId: record.requestId, error });
    }
  }
}
