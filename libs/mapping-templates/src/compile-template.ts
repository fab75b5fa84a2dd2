import { inputParam } from './input-params.js';
import type { Template, TemplateNode } from './template.js';
import { contextValue, ownMember, printValue, type TemplateScope } from './template-scope.js';

/** What one rendering may cost. */
export interface RenderLimits {
  /** Characters of output; 10 Mi by default, the size of the largest payload. */
  readonly outputCharsMax: number;
  /** Evaluated nodes; 1,000,000 by default. */
  readonly stepsMax: number;
}

/** Rendered text, or why there is none; the error is for operators and logs, not for callers of the API. */
export type RenderResult =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: RenderError };

/** Closed set: a limit was reached. */
export interface RenderError {
  readonly code: 'output-too-large' | 'too-many-steps';
  readonly message: string;
}

const DEFAULT_LIMITS: RenderLimits = { outputCharsMax: 10 * 1024 * 1024, stepsMax: 1_000_000 };

/**
 * Turns a parsed template into a function, once per activation. The function reads own members of its scope and joins
 * strings; there is no way from a template to a prototype, a host object or generated code.
 */
export function compileTemplate(
  template: Template,
  limits: Partial<RenderLimits> = {},
): (scope: TemplateScope) => RenderResult {
  const { outputCharsMax, stepsMax } = { ...DEFAULT_LIMITS, ...limits };
  const printers = template.nodes.map(printerOf);
  if (printers.length > stepsMax) {
    const error = {
      code: 'too-many-steps',
      message: `The template takes more than ${stepsMax} steps`,
    } as const;
    return () => ({ ok: false, error });
  }
  return (scope) => {
    let text = '';
    for (const print of printers) {
      text += print(scope);
      if (text.length > outputCharsMax) {
        const message = `The template prints more than ${outputCharsMax} characters`;
        return { ok: false, error: { code: 'output-too-large', message } };
      }
    }
    return { ok: true, text };
  };
}

function printerOf(node: TemplateNode): (scope: TemplateScope) => string {
  switch (node.kind) {
    case 'text':
      return () => node.text;
    case 'context':
      return ({ context }) => printValue(contextValue(context, node.path));
    case 'stageVariable':
      return ({ stageVariables }) => ownMember(stageVariables, node.name) ?? '';
    case 'inputParam':
      return (scope) => inputParam(scope, node.name);
    case 'inputBody':
      // An empty payload reads as an empty object (recorded: VTL).
      return ({ body }) => (body === '' ? '{}' : body);
  }
}
