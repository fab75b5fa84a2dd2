import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AdminAnswer } from '../admin/admin.js';
import type { Answer } from '../invocation/answer.js';
import { createInvocation, type Invocation, type Surroundings } from '../invocation/invocation.js';
import { invoke } from '../invocation/invoke.js';
import { rejectForbidden } from '../invocation/rejection.js';
import { renderRejection } from '../invocation/render-rejection.js';
import { newExtendedRequestId, newRequestId } from '../invocation/request-ids.js';
import { readAddress } from './read-address.js';
import { readHead } from './read-head.js';
import { refuseEarly } from './refuse-early.js';
import { sendAnswer } from './send-answer.js';

export interface HandlerOptions {
  readonly surroundings: Surroundings;
  /** What follows `execute-api.<region>.` in the hosts of APIs. */
  readonly domain: string;
  /** Answers what lies under `/_tollgate/`; null when there is nothing of that name. */
  readonly admin: (path: string, request: IncomingMessage) => AdminAnswer | null;
}

const ownPrefix = '/_tollgate/';

/** Bytes in, bytes out: from a parsed request to the pipeline and back to the connection. */
export function createRequestHandler(
  options: HandlerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { surroundings, domain, admin } = options;

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const head = readHead(request);
    if ('refusedWith' in head) {
      const ids = { requestId: newRequestId(), extendedRequestId: newExtendedRequestId() };
      surroundings.log.debug('a request was refused for its head', {
        requestId: ids.requestId,
        status: head.refusedWith,
      });
      sendAnswer(response, ids, refuseEarly(response, head.refusedWith));
      return;
    }
    // A request to switch protocols is ignored, but the parser has stopped reading this one behind it.
    if (head.connection !== null && asksForUpgrade(head.connection)) response.shouldKeepAlive = false;
    // The caller's wish holds for all that follows (guide page "Important notes"); framing of the answer stays by what was on the wire.
    if (head.methodOverride !== null) request.method = head.methodOverride;
    const address = readAddress(head.host, head.target, domain);
    if (address === null) {
      const own = head.target.startsWith(ownPrefix) ? admin(pathOf(head.target), request) : null;
      if (own) return sendOwn(response, own);
    }
    const named = address ?? { apiId: '', region: null, stageName: '', path: '', query: '' };
    const invocation = createInvocation(surroundings, request, head, named);
    if (address === null) {
      return deliver(invocation, response, renderRejection(invocation, rejectForbidden('no API is named')));
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

  function giveUp(response: ServerResponse, error: unknown): void {
    surroundings.log.error('answering a request failed', { error });
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-length': 0, connection: 'close' }).end();
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

function sendOwn(response: ServerResponse, { status, body }: AdminAnswer): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}

function pathOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? target : target.slice(0, question);
}
