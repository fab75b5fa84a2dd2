import type {
  ActiveAuthorizer,
  Asked,
  Authorization,
  AuthorizerOutcome,
} from '../authorizers/authorization.js';
import type { Routed } from '../invocation/invocation.js';
import type { Verdict } from '../invocation/step.js';
import { msSince } from '../invocation/record/request-record.js';
import { reject } from '../refusals/rejection.js';

/** Takes what an authorizer found out, and how many milliseconds it was waited for. */
export type TakeAuthorization = (authorization: Authorization, latencyMs: number) => Verdict;

/** Asks an authorizer and goes on with its answer; at once when that is known. */
export function askAuthorizer(
  authorizer: ActiveAuthorizer,
  invocation: Routed,
  asked: Asked,
  take: TakeAuthorization,
): Verdict | Promise<Verdict> {
  const outcome = authorizer.authorize(invocation, asked);
  if (!(outcome instanceof Promise)) return take(outcome.authorization, 0);
  return waitFor(outcome, invocation, take);
}

async function waitFor(
  outcome: Promise<AuthorizerOutcome>,
  invocation: Routed,
  take: TakeAuthorization,
): Promise<Verdict> {
  let isGone = false;
  // A call that is for this request alone ends with its caller, and has said so by itself.
  const endCall = invocation.onCallerGone;
  invocation.onCallerGone = () => {
    isGone = true;
    endCall?.();
  };
  const startedAt = performance.now();
  const { record } = invocation;
  record.authorizerSentAfterMs = msSince(record);
  const { authorization, exchange } = await outcome;
  record.authorizerEndedAfterMs = msSince(record);
  invocation.authorizerExchange = exchange;
  invocation.onCallerGone = null;
  if (isGone) return reject('request.caller_gone', 'the caller has gone while it was authorized');
  return take(authorization, Math.round(performance.now() - startedAt));
}
