import { callMethod, elementOf, memberOf } from '../methods/call-method.js';
import type { Reference, ReferenceStep } from '../template.js';
import type { Value } from '../values/value.js';
import type { Evaluate, Run } from './run.js';
import type { Compiler } from './compiler.js';

type Follow = (value: Value, run: Run) => Value;

/** The value of a reference, null where it leads nowhere. */
export function compileReference(reference: Reference, compiler: Compiler): Evaluate {
  const { root, steps } = reference;
  const walk = walkerOf(reference, compiler);
  const names = steps.flatMap((step) => (step.kind === 'member' ? [step.name] : []));
  if (steps.length === 0 || names.length !== steps.length)
    return root === 'context' ? contextWalker(reference, compiler, walk) : walk;
  // The two commonest references by far, without making maps of what they read from.
  if (root === 'context') return (run) => (run.isAssigned(root) ? walk(run) : run.context.read(names));
  if (root === 'stageVariables' && names.length === 1) {
    return (run) => (run.isAssigned(root) ? walk(run) : run.readStageVariable(names[0]!));
  }
  return walk;
}

// `$context.requestOverride.header.put(...)`: the members in front of the first call need no map of the whole
// context either.
function contextWalker({ steps }: Reference, compiler: Compiler, walk: Evaluate): Evaluate {
  const plain = steps.findIndex((step) => step.kind !== 'member');
  if (plain <= 0) return walk;
  const names = steps.slice(0, plain).flatMap((step) => (step.kind === 'member' ? [step.name] : []));
  const follow = steps.slice(plain).map((step) => compileStep(step, compiler));
  return (run) => (run.isAssigned('context') ? walk(run) : followAll(run.context.read(names), follow, run));
}

function walkerOf({ root, steps }: Reference, compiler: Compiler): Evaluate {
  const follow = steps.map((step) => compileStep(step, compiler));
  return (run) => followAll(run.read(root), follow, run);
}

function followAll(start: Value, follow: readonly Follow[], run: Run): Value {
  let value = start;
  for (const step of follow) {
    if (value === null) return null;
    run.budget.step();
    value = step(value, run);
  }
  return value;
}

function compileStep(step: ReferenceStep, compiler: Compiler): Follow {
  switch (step.kind) {
    case 'member': {
      const { name } = step;
      return (value, run) => memberOf(value, name, run.budget);
    }
    case 'index': {
      const index = compiler.compileExpression(step.index);
      return (value, run) => elementOf(value, index(run), run.budget);
    }
    case 'call': {
      const { name } = step;
      const args = step.args.map((arg) => compiler.compileExpression(arg));
      return (value, run) => {
        run.budget.items(args.length);
        const values = args.map((arg) => arg(run));
        return callMethod(value, name, values, run.budget);
      };
    }
  }
}
