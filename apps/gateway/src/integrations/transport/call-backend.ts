import { msSince } from '../../invocation/record/request-record.js';
import { reject } from '../../refusals/rejection.js';
import type { Sendable } from '../../invocation/exchange.js';
import type { Invocation } from '../../invocation/invocation.js';
import type { Verdict } from '../../invocation/step.js';
import { BackendCall, type BackendOutcome } from './backend-call.js';
import type { BackendPools } from './backend-pools.js';

export interface BackendCallOptions {
  readonly timeoutMs: number;
  readonly insecureSkipVerification: boolean;
}

/**
 * Sends a request; resolves to the head of what came back as the exchange's result, or a rejection. Ends
 * when the caller goes.
 */
export function callBackend(
  backends: BackendPools,
  invocation: Invocation,
  exchange: Sendable,
  options: BackendCallOptions,
): Promise<Verdict> {
  return new Promise((resolve) => {
    const sent = exchange.request;
    const { record } = invocation;
    exchange.sentAfterMs = msSince(record);
    // Its time began when it began to wait for another's call.
    const timeoutMs = options.timeoutMs - (invocation.cacheUse?.waitedMs ?? 0);
    const call = new BackendCall(
      backends.deadlines,
      timeoutMs,
      (outcome) => {
        exchange.endedAfterMs = msSince(record);
        resolve(takeOutcome(exchange, outcome));
      },
      // Not before: a call that waits for its connection must not be overtaken by the next one.
      invocation.event?.handedOver,
    );
    invocation.onCallerGone = () => call.callerGone();
    try {
      backends.send(sent, options.insecureSkipVerification, call);
    } catch (error) {
      // Only what the HTTP client finds wrong with the request itself comes this way.
      call.cancel(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function takeOutcome(exchange: Sendable, outcome: BackendOutcome): Verdict {
  if (!outcome.ok) return outcome.rejection;
  if (outcome.status > 599) {
    // Outside of what a status can say; to be taken as a server's error (RFC 9110, section 15).
    outcome.body.destroy();
    return reject('integration.bad_answer', `status ${outcome.status}`);
  }
  exchange.result = {
    status: outcome.status,
    rawHeaders: outcome.rawHeaders,
    stream: outcome.body,
    body: null,
  };
  return null;
}
