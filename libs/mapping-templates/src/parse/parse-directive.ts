import type { Branch, Expression, TemplateBody, TemplateNode } from '../template.js';
import type { Cursor } from './cursor.js';
import { parseExpression } from './parse-expression.js';
import { isReference, parseReference } from './parse-reference.js';

// Velocity 1.7 swallows blanks and one line end behind `)`, `#end` and `#else`, not behind `#stop` and
// `#break`.
const REST_OF_LINE = /[ \t]*(?:\r\n|\r|\n)/y;
const END = /#(?:\{end\}|end(?![A-Za-z0-9_@]))/y;
const ELSE = /#(?:\{else\}|else(?![A-Za-z0-9_@]))/y;
const ELSEIF = /#(?:\{elseif\}|elseif(?![A-Za-z0-9_@]))/y;
const VARIABLE = /[ \t\r\n]*\$!?(?:\{([A-Za-z_][A-Za-z0-9_-]*)\}|([A-Za-z_][A-Za-z0-9_-]*))/y;

/**
 * Reads a directive whose name the cursor has passed; `start` is where its `#` stands, `macro` whom a call
 * calls.
 */
export function parseDirective(cursor: Cursor, name: string, start: number, macro = ''): TemplateNode {
  switch (name) {
    case 'set':
      return parseSet(cursor, start);
    case 'if':
      return parseIf(cursor, start);
    case 'foreach':
      return parseForeach(cursor, start);
    case 'macro':
      return parseMacro(cursor, start);
    case 'define': {
      cursor.expect('(', '#define', start);
      const variable = parseVariable(cursor, '#define', start);
      closeParenthesis(cursor, '#define', start);
      return { kind: 'define', variable, body: parseToEnd(cursor, '#define', start) };
    }
    case 'call':
    case 'block-call': {
      const construct = `#${macro}`;
      const args = parseCallArguments(cursor, construct, start);
      return {
        kind: 'call',
        name: macro,
        args,
        body: name === 'call' ? null : parseToEnd(cursor, construct, start),
      };
    }
    case 'stop':
      return { kind: 'stop' };
    case 'break':
      // The scope that Velocity lets one name, #break($foreach), is the innermost one in any template that
      // AWS takes.
      cursor.take(/\(\s*\$[A-Za-z_]\w*\s*\)/y);
      return { kind: 'break' };
    default:
      return cursor.fail(`#${name} is not available in mapping templates`, start);
  }
}

function parseSet(cursor: Cursor, start: number): TemplateNode {
  cursor.expect('(', '#set', start);
  cursor.skipSpace();
  if (!isReference(cursor)) cursor.fail('#set needs a reference in front of =', start);
  const target = parseReference(cursor);
  cursor.expect('=', '#set', start);
  const value = parseExpression(cursor, '#set', start);
  closeParenthesis(cursor, '#set', start);
  return { kind: 'set', target, value };
}

function parseIf(cursor: Cursor, start: number): TemplateNode {
  const branches: Branch[] = [parseBranch(cursor, '#if', start)];
  for (let at = cursor.at; cursor.take(ELSEIF) !== null; at = cursor.at)
    branches.push(parseBranch(cursor, '#elseif', at));
  let otherwise: TemplateBody | null = null;
  if (cursor.take(ELSE) !== null) {
    cursor.take(REST_OF_LINE);
    otherwise = cursor.grammar.parseBody(cursor, 'directive');
  }
  closeBlock(cursor, '#if', start);
  return { kind: 'if', branches, otherwise };
}

function parseBranch(cursor: Cursor, construct: string, start: number): Branch {
  cursor.expect('(', construct, start);
  const condition = parseExpression(cursor, construct, start);
  closeParenthesis(cursor, construct, start);
  return { condition, body: cursor.grammar.parseBody(cursor, 'directive') };
}

function parseForeach(cursor: Cursor, start: number): TemplateNode {
  cursor.expect('(', '#foreach', start);
  const variable = parseVariable(cursor, '#foreach', start);
  // `in` is what it says; Velocity takes any word.
  cursor.skipSpace();
  if (cursor.take(/[A-Za-z_][A-Za-z0-9_-]*/y) === null) cursor.expect('in', '#foreach', start);
  const list = parseExpression(cursor, '#foreach', start);
  closeParenthesis(cursor, '#foreach', start);
  return { kind: 'foreach', variable, list, body: parseToEnd(cursor, '#foreach', start) };
}

function parseMacro(cursor: Cursor, start: number): TemplateNode {
  cursor.expect('(', '#macro', start);
  const name = cursor.take(/[ \t\r\n]*([A-Za-z_]\w*)/y)?.[1];
  if (name === undefined) return cursor.fail('#macro needs a name', start);
  const parameters: string[] = [];
  for (;;) {
    cursor.take(/[ \t\r\n]*,/y);
    const found = cursor.take(VARIABLE);
    if (found === null) break;
    parameters.push(found[1] ?? found[2]!);
  }
  closeParenthesis(cursor, '#macro', start);
  return { kind: 'macro', name, parameters, body: parseToEnd(cursor, '#macro', start) };
}

// Arguments of macros are set apart by blanks or commas.
function parseCallArguments(cursor: Cursor, construct: string, start: number): Expression[] {
  const args: Expression[] = [];
  cursor.expect('(', construct, start);
  cursor.skipSpace();
  while (!cursor.isAtEnd && cursor.text[cursor.at] !== ')') {
    args.push(parseExpression(cursor, construct, start));
    cursor.take(/[ \t\r\n]*,?[ \t\r\n]*/y);
  }
  closeParenthesis(cursor, construct, start);
  return args;
}

function parseVariable(cursor: Cursor, construct: string, start: number): string {
  const found = cursor.take(VARIABLE);
  return found?.[1] ?? found?.[2] ?? cursor.fail(`${construct} needs a variable`, start);
}

function parseToEnd(cursor: Cursor, construct: string, start: number): TemplateBody {
  const body = cursor.grammar.parseBody(cursor, 'directive');
  closeBlock(cursor, construct, start);
  return body;
}

function closeParenthesis(cursor: Cursor, construct: string, start: number): void {
  cursor.expect(')', construct, start);
  cursor.take(REST_OF_LINE);
}

function closeBlock(cursor: Cursor, construct: string, start: number): void {
  if (cursor.take(END) !== null) cursor.take(REST_OF_LINE);
  else if (cursor.isAtEnd) cursor.fail(`${construct} has no #end`, start);
  else cursor.fail(`#else does not belong to ${construct}`, cursor.at);
}
