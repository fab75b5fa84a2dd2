import type { Invocation } from './invocation.js';
import { reject } from '../refusals/rejection.js';
import { RequestRecord } from './record/request-record.js';
import { runSteps } from './run-steps.js';
import type { Step } from './step.js';

let invocation: Invocation;
beforeEach(() => {
  invocation = { record: new RequestRecord() } as Invocation;
});

function recorded(...verdicts: ReturnType<Step['run']>[]): { steps: Step[]; ran: number[] } {
  const ran: number[] = [];
  const steps = verdicts.map((verdict, index) => ({
    name: String(index),
    run: () => {
      ran.push(index);
      return verdict;
    },
  }));
  return { steps, ran };
}

test('steps that wait for nothing are done when runSteps returns', () => {
  const { steps, ran } = recorded(null, null, null);
  expect(runSteps(steps, invocation)).toBeNull();
  expect(ran).toEqual([0, 1, 2]);
});

test('a rejection ends the run, also one that came late', async () => {
  const refusal = reject('throttle.key.rate', 'too fast');
  const now = recorded(null, refusal, null);
  expect(runSteps(now.steps, invocation)).toBe(refusal);
  expect(now.ran).toEqual([0, 1]);

  const later = recorded(null, Promise.resolve(refusal), null);
  await expect(runSteps(later.steps, invocation)).resolves.toBe(refusal);
  expect(later.ran).toEqual([0, 1]);
  expect(invocation.record.stepIndex).toBe(1);
});

test('the order is kept across steps that wait', async () => {
  const { steps, ran } = recorded(Promise.resolve(null), null, Promise.resolve(null), null);
  await expect(runSteps(steps, invocation)).resolves.toBeNull();
  expect(ran).toEqual([0, 1, 2, 3]);
  const { stepIndex, waits } = invocation.record;
  expect(stepIndex).toBe(3);
  // Which waited, each with its time.
  expect(waits?.filter((_, at) => at % 2 === 0)).toEqual([0, 2]);
});
