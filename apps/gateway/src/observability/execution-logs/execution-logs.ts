import type { LogStreamName, LogWriter } from '#libs/log-events';
import type { ActiveStage } from '../../invocation/active-stage.js';
import { endpointRequestId } from '../../invocation/endpoint-request-id.js';
import type { Routed } from '../../invocation/invocation.js';
import type { RecordReader, RequestRecord } from '../../invocation/record/request-record.js';
import type { PublishedDocuments } from '../../invocation/published-documents.js';
import { errorMessage } from '../error-message.js';
import type { LogStreams } from '../log-streams.js';
import { mayLog } from '../may-log.js';
import { RequestSecrets } from '../secrets/request-secrets.js';
import { authorizerLines } from './authorizer-lines.js';
import { isLogged, phaseOf } from './logged-requests.js';
import type { AddLine } from './log-lines.js';
import { lineText } from './line-text.js';
import { methodLines } from './method-lines.js';
import { usagePlanLines } from './usage-plan-lines.js';

export interface ExecutionLogsOptions {
  readonly writer: LogWriter;
  readonly streams: LogStreams;
  readonly documents: Pick<PublishedDocuments, 'account'>;
}

/**
 * The execution logs of stages (guide page "Set up CloudWatch logging"): with level INFO the lines of every
 * request, with ERROR those of requests that were refused or failed. They are made once a request is
 * complete, of what it has left, so that it waits for nothing and one that succeeds costs ERROR nothing.
 */
export class ExecutionLogs implements RecordReader {
  private readonly streams = new WeakMap<ActiveStage, StageStreams>();

  constructor(private readonly options: ExecutionLogsOptions) {}

  read(record: RequestRecord): void {
    const { observed, stage, method, refusal } = record;
    if (observed.loggingLevel === 'OFF' || stage === null || method === null) return;
    if (observed.loggingLevel === 'ERROR' && refusal === null) return;
    if (isLogged(record) && mayLog(this.options.documents, stage.document)) {
      this.write(record, record.invocation as Routed);
    }
  }

  private write(record: RequestRecord, invocation: Routed): void {
    const { writer } = this.options;
    const secrets = new RequestSecrets(invocation);
    const streams = this.streamsOf(invocation.stage);
    const stream = record.isCanary ? streams.canary : streams.own;
    const prefix = `(${record.shownRequestId}) `;
    let lastMs = record.receivedAtMs;
    requestLines(record, invocation, secrets, (text, atMs) => {
      // Never before the line above.
      lastMs = Math.max(lastMs, atMs);
      writer.write(stream, lastMs, lineText(prefix, secrets.mask(text)));
    });
  }

  private streamsOf(stage: ActiveStage): StageStreams {
    let known = this.streams.get(stage);
    if (known === undefined) {
      const { accountId, region, restApiId, stageName } = stage.document;
      const group = `API-Gateway-Execution-Logs_${restApiId}/${stageName}`;
      const { streams } = this.options;
      known = {
        own: streams.of({ accountId, region, group }),
        canary: streams.of({ accountId, region, group: `${group}/Canary` }),
      };
      this.streams.set(stage, known);
    }
    return known;
  }
}

/** Requests to a canary have a group of their own (guide page "Set up an API Gateway canary release"). */
interface StageStreams {
  readonly own: LogStreamName;
  readonly canary: LogStreamName;
}

/** All lines of a request, in AWS's order, up to where it was refused. */
function requestLines(
  record: RequestRecord,
  invocation: Routed,
  secrets: RequestSecrets,
  add: AddLine,
): void {
  const { receivedAtMs, refusal, status, observed } = record;
  const endedAtMs = receivedAtMs + record.endedAfterMs;
  const phase = phaseOf(refusal);
  add(`Extended Request Id: ${record.extendedRequestId}`, receivedAtMs);
  if (phase !== 'policy' || invocation.authorizer !== null) logAuthorizer(record, invocation, secrets, add);
  if (phase === 'policy') add(errorMessage(record) ?? '', endedAtMs);
  if (phase === 'policy' || phase === 'authorizer') return add(completed(status), endedAtMs);
  usagePlanLines(invocation, refusal, add);
  if (phase === 'usage-plan') return add(completed(status), endedAtMs);
  const bodies = observed.dataTraceEnabled ? (invocation.excerpts ?? noBodies) : null;
  methodLines(invocation, { refusal, status, endedAtMs, bodies }, secrets, add);
  const endpointId = endpointRequestId(invocation.exchange?.result?.rawHeaders ?? null);
  if (endpointId !== null) add(`AWS Integration Endpoint RequestId : ${endpointId}`, endedAtMs);
  if (invocation.stage.observability.tracingEnabled && record.trace !== null) {
    add(`X-ray Tracing ID : ${record.trace.shown}`, endedAtMs);
  }
}

const noBodies = { request: null, response: null };

const completed = (status: number): string => `Method completed with status: ${status}`;

function logAuthorizer(
  record: RequestRecord,
  invocation: Routed,
  secrets: RequestSecrets,
  add: AddLine,
): void {
  const { method, authorizer, authorizerExchange } = invocation;
  if (method.authorizerId === null) return;
  const { receivedAtMs, authorizerSentAfterMs, authorizerEndedAfterMs } = record;
  const principalId = authorizer?.['principalId'];
  const logged = {
    authorizerId: method.authorizerId,
    identity: method.identity?.(invocation) ?? [],
    exchange: authorizerExchange,
    hasBodies: record.observed.dataTraceEnabled,
    startedAtMs: receivedAtMs + Math.max(0, authorizerSentAfterMs),
    endedAtMs: receivedAtMs + Math.max(0, authorizerEndedAfterMs),
    refusal: phaseOf(record.refusal) === 'authorizer' ? record.refusal : null,
    principalId: typeof principalId === 'string' ? principalId : null,
  };
  authorizerLines(logged, invocation, secrets, add);
}
