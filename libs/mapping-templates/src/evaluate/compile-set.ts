import { setElement } from '../methods/call-method.js';
import type { TemplateNode } from '../template.js';
import { compileReference } from './compile-reference.js';
import { Signal, type Evaluate, type Execute } from './run.js';
import type { Compiler } from './compiler.js';

/** `#set`: a variable, a member or an element gets a value, null included. */
export function compileSet({ target, value }: TemplateNode & { kind: 'set' }, compiler: Compiler): Execute {
  const evaluate = compiler.compileExpression(value);
  const last = target.steps.at(-1);
  if (last === undefined) return (run) => (run.assign(target.root, evaluate(run)), Signal.Next);
  // What a call gives cannot be assigned to: Velocity says nothing about it.
  if (last.kind === 'call') return (run) => (evaluate(run), Signal.Next);
  const container = compileReference({ ...target, steps: target.steps.slice(0, -1) }, compiler);
  const key = keyOf();
  return (run) => {
    const assigned = evaluate(run);
    setElement(container(run), key(run), assigned, run.budget);
    return Signal.Next;
  };

  function keyOf(): Evaluate {
    if (last!.kind === 'index') return compiler.compileExpression(last!.index);
    const { name } = last as { readonly name: string };
    return () => name;
  }
}
