import type { TemplateNode } from '../template.js';
import type { Value } from '../values/value.js';
import { blockOf } from './block-of.js';
import { Signal, type Execute } from './run.js';
import type { Compiler } from './compiler.js';

/** `#macro`: prints nothing where it stands. Of two with one name the first counts. */
export function compileMacro(
  { name, parameters, body }: TemplateNode & { kind: 'macro' },
  compiler: Compiler,
): Execute {
  const compiled = compiler.compileBody(body);
  if (!compiler.macros.has(name)) compiler.macros.set(name, { parameters, body: compiled });
  return () => Signal.Next;
}

/** `#name(args)`: arguments are worked out once, missing ones are null; a body is `$bodyContent` inside. */
export function compileCall(node: TemplateNode & { kind: 'call' }, compiler: Compiler): Execute {
  const args = node.args.map((arg) => compiler.compileExpression(arg));
  const block = node.body === null ? null : compiler.compileBody(node.body);
  return (run) => {
    const macro = compiler.macros.get(node.name);
    if (macro === undefined) return Signal.Next;
    run.budget.items(macro.parameters.length);
    const locals = new Map<string, Value>();
    for (const [index, parameter] of macro.parameters.entries())
      locals.set(parameter, args[index]?.(run) ?? null);
    const callerLocals = run.locals;
    if (block !== null) locals.set('bodyContent', blockOf(block, callerLocals, run));
    run.budget.enterCall();
    run.locals = locals;
    const signal = macro.body(run);
    run.locals = callerLocals;
    run.budget.leaveCall();
    return signal === Signal.Stop ? signal : Signal.Next;
  };
}
