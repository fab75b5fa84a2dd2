import type { TemplateBody, TemplateNode } from '../template.js';
import { isTrue } from '../values/compare-values.js';
import { printValue } from '../values/print-value.js';
import { blockOf } from './block-of.js';
import { compileForeach } from './compile-foreach.js';
import { compileCall, compileMacro } from './compile-macro.js';
import { compileReference } from './compile-reference.js';
import { compileSet } from './compile-set.js';
import { RenderFailure } from './render-failure.js';
import { Signal, type Execute } from './run.js';
import type { Compiler } from './compiler.js';

/** Turns nodes into one function that runs them in order. */
export function compileBody(body: TemplateBody, compiler: Compiler): Execute {
  const statements = body.map((node) => compileNode(node, compiler));
  return (run) => {
    for (const execute of statements) {
      run.budget.step();
      const signal = execute(run);
      if (signal !== Signal.Next) return signal;
    }
    return Signal.Next;
  };
}

function compileNode(node: TemplateNode, compiler: Compiler): Execute {
  switch (node.kind) {
    case 'text':
      return (run) => (run.write(node.text), Signal.Next);
    case 'reference': {
      const evaluate = compileReference(node, compiler);
      return (run) => (run.write(printValue(evaluate(run), run.budget)), Signal.Next);
    }
    case 'set':
      return compileSet(node, compiler);
    case 'if':
      return compileIf(node, compiler);
    case 'foreach':
      return compileForeach(node, compiler);
    case 'macro':
      return compileMacro(node, compiler);
    case 'call':
      return compileCall(node, compiler);
    case 'define': {
      const body = compiler.compileBody(node.body);
      return (run) => (run.assign(node.variable, blockOf(body, run.locals, run)), Signal.Next);
    }
    case 'unreadable':
      return () => {
        throw new RenderFailure({ code: 'unreadable', message: node.message });
      };
    case 'break':
      return () => Signal.Break;
    case 'stop':
      return () => Signal.Stop;
  }
}

function compileIf({ branches, otherwise }: TemplateNode & { kind: 'if' }, compiler: Compiler): Execute {
  const compiled = branches.map(({ condition, body }) => ({
    condition: compiler.compileExpression(condition),
    body: compiler.compileBody(body),
  }));
  const last = otherwise === null ? null : compiler.compileBody(otherwise);
  return (run) => {
    for (const { condition, body } of compiled) {
      run.budget.step();
      if (isTrue(condition(run))) return body(run);
    }
    return last === null ? Signal.Next : last(run);
  };
}
