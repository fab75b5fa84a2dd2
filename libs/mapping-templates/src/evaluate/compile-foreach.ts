import { IteratorValue } from '../methods/iterator-value.js';
import { LoopValue } from '../objects/loop-value.js';
import type { TemplateNode } from '../template.js';
import { ListValue, MapValue, type Value } from '../values/value.js';
import { Signal, type Execute, type Run } from './run.js';
import type { Compiler } from './compiler.js';

/** Rounds of one loop; the rest is left out without an error (guide page "Quotas"). */
const ROUNDS_MAX = 1000;

/** `#foreach`: over a list, the values of a map or an iterator; over anything else, nothing. */
export function compileForeach(
  { variable, list, body }: TemplateNode & { kind: 'foreach' },
  compiler: Compiler,
): Execute {
  const evaluate = compiler.compileExpression(list);
  const round = compiler.compileBody(body);
  return (run) => {
    const items = iteratorOf(evaluate(run), run);
    if (items === null) return Signal.Next;
    const loop: LoopValue = new LoopValue(run.loop, () => items.hasNext && loop.index + 1 < ROUNDS_MAX);
    const isKnown = run.isAssigned(variable);
    const before = isKnown ? run.read(variable) : null;
    run.loop = loop;
    const signal = runRounds(run, items, loop, variable, round);
    run.loop = loop.parent;
    // The variable is the loop's: behind it, it is what it was before (Velocity 1.7).
    if (isKnown) run.assign(variable, before);
    else run.variables.delete(variable);
    return signal === Signal.Stop ? signal : Signal.Next;
  };
}

function runRounds(
  run: Run,
  items: IteratorValue,
  loop: LoopValue,
  variable: string,
  round: Execute,
): Signal {
  for (loop.index = 0; loop.index < ROUNDS_MAX && items.hasNext; loop.index++) {
    run.budget.step();
    run.assign(variable, items.next());
    const signal = round(run);
    if (signal !== Signal.Next) return signal;
  }
  return Signal.Next;
}

function iteratorOf(value: Value, run: Run): IteratorValue | null {
  if (value instanceof IteratorValue) return value;
  if (value instanceof ListValue) return new IteratorValue(value.items);
  if (!(value instanceof MapValue)) return null;
  run.budget.items(value.entries.size);
  return new IteratorValue([...value.entries.values()]);
}
