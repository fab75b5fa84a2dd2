import type { Invocation } from './invocation.js';
import { msSince, type RequestRecord } from './record/request-record.js';
import type { Step, Verdict } from './step.js';

/**
 * Runs steps in order until one rejects. Stays synchronous until a step returns a promise, so that a request
 * which waits for nothing is answered in the turn of the event loop that it came in.
 */
export function runSteps<Phase extends Invocation>(
  steps: readonly Step<Phase>[],
  invocation: Phase,
): Verdict | Promise<Verdict> {
  return runFrom(steps, 0, invocation);
}

function runFrom<Phase extends Invocation>(
  steps: readonly Step<Phase>[],
  first: number,
  invocation: Phase,
): Verdict | Promise<Verdict> {
  const { record } = invocation;
  for (let index = first; index < steps.length; index++) {
    record.stepIndex = index;
    const verdict = steps[index]!.run(invocation);
    if (verdict === null) continue;
    if (!(verdict instanceof Promise)) return verdict;
    const fromMs = msSince(record);
    return verdict.then((settled) => {
      noteWait(record, index, msSince(record) - fromMs);
      return settled ?? runFrom(steps, index + 1, invocation);
    });
  }
  return null;
}

function noteWait(record: RequestRecord, stepIndex: number, waitedMs: number): void {
  (record.waits ??= []).push(stepIndex, waitedMs);
}
