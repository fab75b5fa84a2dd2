import type { Expression, TemplateBody } from '../template.js';
import type { Evaluate, Execute } from './run.js';

/** What compiling one template needs; given to each construct, as they stand inside one another. */
export interface Compiler {
  readonly compileBody: (body: TemplateBody) => Execute;
  readonly compileExpression: (expression: Expression) => Evaluate;
  /** The template's macros by name: all are known before the first call runs. */
  readonly macros: Map<string, CompiledMacro>;
}

export interface CompiledMacro {
  readonly parameters: readonly string[];
  readonly body: Execute;
}
