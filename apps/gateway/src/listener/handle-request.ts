import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '#libs/telemetry';
import type { Admin, AdminAnswer } from '../admin/admin.js';
import type { Answer } from '../invocation/answer.js';
import { createInvocation, type Invocation } from '../invocation/invocation.js';
import type { Pipeline } from '../invocation/pipeline.js';
import { renderRejection } from '../invocation/render-rejection.js';
import { RequestRecord } from '../observability/request-record.js';
import type { HeadReason } from '../refusals/head-reasons.js';
import { reject } from '../refusals/rejection.js';
import { readAddress } from './read-address.js';
import { readHead } from './read-head.js';
import { refuseEarly } from './refuse-early.js';
import type { ResponseDoor } from './response-door.js';

export interface HandlerOptions {
  readonly pipeline: Pick<Pipeline, 'invoke'>;
  readonly door: ResponseDoor;
  readonly log: Pick<Logger, 'error'>;
  /** What follows `execute-api.<region>.` in the hosts of APIs. */
  readonly domain: string;
  /** What a load balancer asks; see `createProbes`. */
  readonly probes: Admin;
}

const ownPrefix = '/_tollgate/';

/** Bytes in, bytes out: from a parsed request to the pipeline and back to the connection. */
export function createRequestHandler(
  options: HandlerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { pipeline, door, log, domain, probes } = options;

  function handle(request: IncomingMessage, response: ServerResponse, record: RequestRecord): void {
    const head = readHead(request);
    if ('refusedWith' in head) {
      return refuse(response, record, head.refusedWith, '');
    }
    // A request to switch protocols is ignored, but the parser has stopped reading this one behind it.
    if (head.connection !== null && asksForUpgrade(head.connection)) response.shouldKeepAlive = false;
    // The caller's wish holds for all that follows (guide page "Important notes"); framing of the answer stays by what was on the wire.
    if (head.methodOverride !== null) request.method = head.methodOverride;
    const address = readAddress(head.host, head.target, domain);
    if (address === null) {
      const own = head.target.startsWith(ownPrefix) ? probes(pathOf(head.target)) : null;
      if (own) return door.send(response, record, ownAnswer(own));
    }
    const named = address ?? { apiId: '', region: null, stageName: '', path: '', query: '' };
    const invocation = createInvocation(record, request, head, named);
    if (address === null) {
      return deliver(invocation, response, renderRejection(invocation, reject('endpoint.no_api', head.host)));
    }
    record.apiId = address.apiId;
    record.stageName = address.stageName;
    const answer = pipeline.invoke(invocation);
    if (answer instanceof Promise) {
      watchCaller(invocation, response);
      answer.then(
        (settled) => deliver(invocation, response, settled),
        (error: unknown) => giveUp(response, record, error),
      );
    } else {
      deliver(invocation, response, answer);
    }
  }

  function deliver(invocation: Invocation, response: ServerResponse, answer: Answer): void {
    // The record of a metered request must be on disk before its answer leaves.
    if (invocation.metered) invocation.metered.whenJournaled(() => send(invocation, response, answer));
    else send(invocation, response, answer);
  }

  function send(invocation: Invocation, response: ServerResponse, answer: Answer): void {
    // Gone, or answered already: the request broke off inside its body.
    if (response.destroyed || response.headersSent) return door.drop(invocation.record, answer);
    try {
      door.send(response, invocation.record, answer);
    } catch (error) {
      giveUp(response, invocation.record, error);
    }
  }

  function refuse(response: ServerResponse, record: RequestRecord, code: HeadReason, reason: string): void {
    record.refusal = { code, type: null, reason };
    door.send(response, record, refuseEarly(response, code));
  }

  function giveUp(response: ServerResponse, record: RequestRecord, error: unknown): void {
    log.error('answering a request failed', { requestId: record.requestId, error });
    if (response.headersSent) door.cut(response, record);
    else {
      const reason = error instanceof Error ? error.message : String(error);
      refuse(response, record, 'gateway.answer_failed', reason);
    }
  }

  return (request, response) => {
    const record = new RequestRecord();
    try {
      handle(request, response, record);
    } catch (error) {
      giveUp(response, record, error);
    }
  };
}

function asksForUpgrade(connection: string): boolean {
  return connection.length > 'close'.length && /upgrade/i.test(connection);
}

/** A caller that goes away before its answer is complete has no more use for what runs on its behalf. */
function watchCaller(invocation: Invocation, response: ServerResponse): void {
  response.on('close', () => {
    if (!response.writableFinished) invocation.onCallerGone?.();
  });
}

function ownAnswer({ status, body }: AdminAnswer): Answer {
  return {
    status,
    headers: ['Content-Type', 'application/json'],
    body: JSON.stringify(body),
    streamBytes: null,
  };
}

function pathOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? target : target.slice(0, question);
}
