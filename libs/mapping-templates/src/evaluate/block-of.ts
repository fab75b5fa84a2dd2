import { BlockValue } from './block-value.js';
import type { Execute, Run, Variables } from './run.js';

/**
 * A block that runs with the macro parameters of the place where it stands, not of the place that reads it.
 */
export function blockOf(execute: Execute, locals: Variables | null, run: Run): BlockValue {
  return new BlockValue(() => {
    const readersLocals = run.locals;
    run.budget.enterCall();
    run.locals = locals;
    const { text } = run.capture(execute);
    run.locals = readersLocals;
    run.budget.leaveCall();
    return text;
  });
}
