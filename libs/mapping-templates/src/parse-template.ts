import { Cursor, SyntaxFailure, type Grammar } from './parse/cursor.js';
import { parseBody } from './parse/parse-body.js';
import { parseExpression } from './parse/parse-expression.js';
import type { ParseTemplateResult } from './template.js';

const TEMPLATE_CHARS_MAX = 300 * 1024;
const grammar: Grammar = { parseExpression, parseBody };
const MACRO = /#(?:\{macro\}|macro)[ \t\r\n]*\([ \t\r\n]*([A-Za-z_]\w*)/g;

/**
 * Reads a mapping template: Velocity 1.7 as AWS runs it. Comments, escapes and the line ends that directives
 * swallow are gone from the result, which is what `compileTemplate` needs and nothing else. A `$` or `#` that
 * starts none of Velocity's constructs is text. An error names the construct and where it starts.
 */
export function parseTemplate(text: string): ParseTemplateResult {
  if (text.length > TEMPLATE_CHARS_MAX) {
    const message = `A template may have ${TEMPLATE_CHARS_MAX} characters at most`;
    return { ok: false, error: { message, offset: TEMPLATE_CHARS_MAX } };
  }
  // A macro may be called in front of its definition, so their names must be known from the start.
  const macros = new Set(Array.from(text.matchAll(MACRO), ([, name]) => name!));
  try {
    return { ok: true, template: { nodes: parseBody(new Cursor(text, macros, grammar), 'text') } };
  } catch (error) {
    if (error instanceof SyntaxFailure) {
      return { ok: false, error: { message: error.message, offset: error.offset } };
    }
    throw error;
  }
}
