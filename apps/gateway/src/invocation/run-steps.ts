import type { Invocation } from './invocation.js';
import { msSince, type RequestRecord } from './record/request-record.js';
import { SkipTo, type Step, type Verdict } from './step.js';

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
    const outcome = steps[index]!.run(invocation);
    if (outcome === null) continue;
    if (outcome instanceof SkipTo) {
      index = outcome.stepIndex - 1;
      continue;
    }
    if (!(outcome instanceof Promise)) return outcome;
    const fromMs = msSince(record);
    return outcome.then((settled) => {
      noteWait(record, index, msSince(record) - fromMs);
      if (settled instanceof SkipTo) return runFrom(steps, settled.stepIndex, invocation);
      return settled ?? runFrom(steps, index + 1, invocation);
    });
  }
  return null;
}

function noteWait(record: RequestRecord, stepIndex: number, waitedMs: number): void {
  (record.waits ??= []).push(stepIndex, waitedMs);
}
