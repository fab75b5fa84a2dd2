import type { Invocation } from '../../invocation/invocation.js';
import { reject, type Rejection } from '../../refusals/rejection.js';
import type { Verdict } from '../../invocation/step.js';
import { BackendCall, type BackendFailure, type BackendOutcome } from './backend-call.js';

export interface BackendCallOptions {
  readonly timeoutMs: number;
  readonly insecureSkipVerification: boolean;
}

/** Sends the integration request; settles with the head of the answer in `integrationAnswer`, or a rejection. */
export function callBackend(invocation: Invocation, options: BackendCallOptions): Promise<Verdict> {
  return new Promise((resolve) => {
    const sent = invocation.integrationRequest!;
    const call = new BackendCall(options.timeoutMs, (outcome) => resolve(takeOutcome(invocation, outcome)));
    invocation.onCallerGone = () => call.callerGone();
    try {
      const pool = invocation.surroundings.backends.get(sent, options.insecureSkipVerification);
      pool.dispatch(
        {
          path: sent.path,
          method: sent.httpMethod,
          headers: sent.headers as string[],
          body: sent.body,
        },
        call,
      );
    } catch (error) {
      // Only what the HTTP client finds wrong with the request itself comes this way.
      call.cancel(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function takeOutcome(invocation: Invocation, outcome: BackendOutcome): Verdict {
  if (!outcome.ok) return rejectionOf(outcome.failure, outcome.error);
  if (outcome.status > 599) {
    // Outside of what a status can say; to be taken as a server's error (RFC 9110, section 15).
    outcome.body.destroy();
    return reject('integration.bad_answer', `status ${outcome.status}`);
  }
  invocation.integrationAnswer = {
    status: outcome.status,
    rawHeaders: outcome.rawHeaders,
    stream: outcome.body,
    body: null,
  };
  return null;
}

/** What the caller of the API sees of a failed call (recorded: integrations that cannot be reached are 500). */
export function rejectionOf(failure: BackendFailure, error: Error): Rejection {
  switch (failure) {
    case 'timeout':
      return reject('integration.timeout', error.message);
    case 'request-too-large':
      return reject('request.body_too_large', error.message);
    case 'overloaded':
      return reject('integration.overloaded', error.message);
    case 'bad-answer':
      return reject('integration.bad_answer', `${error.name}: ${error.message}`);
    case 'unreachable':
      return reject('integration.unreachable', `${error.name}: ${error.message}`);
    case 'caller-gone':
      return reject('request.caller_gone', error.message);
  }
}
