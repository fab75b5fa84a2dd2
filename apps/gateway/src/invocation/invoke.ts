import type { Answer } from './answer.js';
import type { Invocation } from './invocation.js';
import { reject, type Rejection } from '../refusals/rejection.js';
import { renderRejection } from './render-rejection.js';
import { openingSteps } from './rest-api-steps.js';
import { runSteps } from './run-steps.js';
import type { Step, Verdict } from './step.js';
import { tellLimits } from './tell-limits.js';

/**
 * Runs one request to its answer. Never throws and never rejects: a bug in a step is a 500 for this request, and a log. Synchronous
 * when no step waited for anything.
 */
export function invoke(invocation: Invocation): Answer | Promise<Answer> {
  try {
    const verdict = runAll(invocation);
    if (!(verdict instanceof Promise)) return conclude(invocation, verdict);
    return verdict.then(
      (settled) => concludeSafely(invocation, settled),
      (error: unknown) => fail(invocation, error),
    );
  } catch (error) {
    return fail(invocation, error);
  }
}

/** The same for other steps than a caller's request takes, and tells why they rejected it. Never rejects itself. */
export async function invokeSteps(
  invocation: Invocation,
  steps: readonly Step[],
): Promise<{ readonly answer: Answer; readonly rejection: Rejection | null }> {
  try {
    const rejection = await runSteps(steps, invocation);
    return { answer: conclude(invocation, rejection), rejection };
  } catch (error) {
    return { answer: fail(invocation, error), rejection: fault };
  }
}

function runAll(invocation: Invocation): Verdict | Promise<Verdict> {
  const opening = runSteps(openingSteps, invocation);
  if (opening instanceof Promise) {
    return opening.then((verdict) => verdict ?? runSteps(invocation.method!.steps, invocation));
  }
  return opening ?? runSteps(invocation.method!.steps, invocation);
}

function concludeSafely(invocation: Invocation, verdict: Verdict): Answer {
  try {
    return conclude(invocation, verdict);
  } catch (error) {
    return fail(invocation, error);
  }
}

function conclude(invocation: Invocation, verdict: Verdict): Answer {
  const answer = verdict === null ? invocation.answer! : rejected(invocation, verdict);
  const { limitFields } = invocation;
  return limitFields === null ? answer : tellLimits(answer, limitFields, verdict?.type ?? null);
}

function rejected(invocation: Invocation, verdict: Rejection): Answer {
  releaseAnswer(invocation);
  return renderRejection(invocation, verdict);
}

const fault = reject('gateway.fault', 'a step failed');

function fail(invocation: Invocation, error: unknown): Answer {
  invocation.surroundings.log.error('a step failed', { requestId: invocation.requestId, error });
  releaseAnswer(invocation);
  return renderRejection(invocation, fault);
}

/** A backend's answer that is not passed on must not keep its connection waiting. */
function releaseAnswer(invocation: Invocation): void {
  const { integrationAnswer } = invocation;
  if (!integrationAnswer?.stream) return;
  integrationAnswer.stream.destroy();
  invocation.integrationAnswer = { ...integrationAnswer, stream: null };
}
