import { Budget, DEFAULT_LIMITS, type RenderLimits } from './evaluate/budget.js';
import { compileBody } from './evaluate/compile-body.js';
import { compileExpression } from './evaluate/compile-expression.js';
import type { Compiler } from './evaluate/compiler.js';
import { RenderFailure, type RenderError } from './evaluate/render-failure.js';
import { Run } from './evaluate/run.js';
import { overridesOf, type TemplateOverrides } from './objects/template-overrides.js';
import { PathQueries } from './path-query/path-queries.js';
import type { Template } from './template.js';
import type { TemplateScope } from './template-scope.js';

/** Rendered text, or why there is none; the error is for operators and logs, not for callers of the API. */
export type RenderResult =
  | {
      readonly ok: true;
      readonly text: string;
      /**
       * What the template, or an earlier one whose overrides were in the scope, wrote to override maps; null
       * for nothing.
       */
      readonly overrides: TemplateOverrides | null;
      /** What it took of `RenderLimits.stepsMax`. */
      readonly steps: number;
    }
  | { readonly ok: false; readonly error: RenderError };

/**
 * Turns a parsed template into a function, once per activation. Evaluation is an allow-list: values are those
 * of `values/value.ts`, members and methods come from tables, and there is no way from a template to a
 * prototype, a host object or generated code. Never throws on what a template does.
 */
export function compileTemplate(
  template: Template,
  limits: Partial<RenderLimits> = {},
): (scope: TemplateScope) => RenderResult {
  const allLimits = { ...DEFAULT_LIMITS, ...limits };
  const execute = newCompiler().compileBody(template.nodes);
  const queries = new PathQueries();
  return (scope) => {
    const budget = new Budget(allLimits);
    try {
      const run = new Run(scope, budget, queries);
      execute(run);
      return {
        ok: true,
        text: run.out,
        overrides: overridesOf(run.context.memory, budget),
        steps: budget.stepsUsed,
      };
    } catch (error) {
      if (error instanceof RenderFailure) return { ok: false, error: error.error };
      // The bounds on depth keep the stack small; should a way around them be found, it costs its template,
      // not the process.
      if (error instanceof RangeError)
        return { ok: false, error: { code: 'too-deep', message: error.message } };
      throw error;
    }
  };
}

function newCompiler(): Compiler {
  const compiler: Compiler = {
    compileBody: (body) => compileBody(body, compiler),
    compileExpression: (expression) => compileExpression(expression, compiler),
    macros: new Map(),
  };
  return compiler;
}
