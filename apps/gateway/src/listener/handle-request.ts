import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Admin, AdminAnswer } from '../admin/admin.js';
import type { Answer } from '../invocation/answer.js';
import { createInvocation, type Invocation, type Surroundings } from '../invocation/invocation.js';
import { invoke } from '../invocation/invoke.js';
import { reject } from '../refusals/rejection.js';
import { renderRejection } from '../invocation/render-rejection.js';
import { newExtendedRequestId, newRequestId } from '../invocation/request-ids.js';
import type { HeadReason } from '../refusals/head-reasons.js';
import { readAddress } from './read-address.js';
import { readHead } from './read-head.js';
import { refuseEarly } from './refuse-early.js';
import { sendAnswer, type AnswerIds } from './send-answer.js';

export interface HandlerOptions {
  readonly surroundings: Surroundings;
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
  const { surroundings, domain, probes } = options;

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const head = readHead(request);
    if ('refusedWith' in head) {
      return refuse(response, head.refusedWith, '');
    }
    // A request to switch protocols is ignored, but the parser has stopped reading this one behind it.
    if (head.connection !== null && asksForUpgrade(head.connection)) response.shouldKeepAlive = false;
    // The caller's wish holds for all that follows (guide page "Important notes"); framing of the answer stays by what was on the wire.
    if (head.methodOverride !== null) request.method = head.methodOverride;
    const address = readAddress(head.host, head.target, domain);
    if (address === null) {
      const own = head.target.startsWith(ownPrefix) ? probes(pathOf(head.target)) : null;
      if (own) return sendAnswer(response, newIds(), ownAnswer(own));
    }
    const named = address ?? { apiId: '', region: null, stageName: '', path: '', query: '' };
    const invocation = createInvocation(surroundings, request, head, named);
    if (address === null) {
      return deliver(invocation, response, renderRejection(invocation, reject('endpoint.no_api', head.host)));
    }
    const answer = invoke(invocation);
    if (answer instanceof Promise) {
      watchCaller(invocation, response);
      answer.then(
        (settled) => deliver(invocation, response, settled),
        (error: unknown) => giveUp(response, error),
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
    if (response.destroyed || response.headersSent) return release(answer);
    try {
      sendAnswer(response, invocation, answer);
    } catch (error) {
      giveUp(response, error);
    }
  }

  function refuse(response: ServerResponse, code: HeadReason, detail: string): void {
    const ids = newIds();
    const answer = refuseEarly(response, code);
    surroundings.refusals.note({ code, requestId: ids.requestId, status: answer.status, detail });
    sendAnswer(response, ids, answer);
  }

  function giveUp(response: ServerResponse, error: unknown): void {
    surroundings.log.error('answering a request failed', { error });
    if (response.headersSent) response.destroy();
    else refuse(response, 'gateway.answer_failed', error instanceof Error ? error.message : String(error));
  }

  return (request, response) => {
    try {
      handle(request, response);
    } catch (error) {
      giveUp(response, error);
    }
  };
}

function asksForUpgrade(connection: string): boolean {
  return connection.length > 'close'.length && /upgrade/i.test(connection);
}

function release({ body }: Answer): void {
  if (body !== null && typeof body === 'object' && !Buffer.isBuffer(body)) body.destroy();
}

/** A caller that goes away before its answer is complete has no more use for what runs on its behalf. */
function watchCaller(invocation: Invocation, response: ServerResponse): void {
  response.on('close', () => {
    if (!response.writableFinished) invocation.onCallerGone?.();
  });
}

function newIds(): AnswerIds {
  return { requestId: newRequestId(), extendedRequestId: newExtendedRequestId() };
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
