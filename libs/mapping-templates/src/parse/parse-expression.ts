import type { ChainLink, Expression, Operator } from '../template.js';
import type { Cursor } from './cursor.js';
import { parseLiteral } from './parse-literal.js';
import { isReference, parseReference, takeUnansweredCall } from './parse-reference.js';

const SYMBOLS: Readonly<Record<string, Operator>> = Object.freeze({
  '==': '==',
  eq: '==',
  '!=': '!=',
  ne: '!=',
  '<=': '<=',
  le: '<=',
  '>=': '>=',
  ge: '>=',
  '<': '<',
  lt: '<',
  '>': '>',
  gt: '>',
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
});

/** Reads one operand of a rank, then operators of that rank: the ranks from loose to tight. */
type ParseRank = (cursor: Cursor, construct: string, start: number) => Expression;

const parseUnary: ParseRank = (cursor, construct, start) => {
  cursor.skipSpace();
  if (cursor.take(/!(?!=)|not(?![A-Za-z0-9_-])/y) !== null) {
    return cursor.nested(start, () => ({ kind: 'not', operand: parseUnary(cursor, construct, start) }));
  }
  if (cursor.take(/-(?![0-9.])/y) !== null) {
    return cursor.nested(start, () => ({ kind: 'negate', operand: parseUnary(cursor, construct, start) }));
  }
  if (cursor.takeText('(')) {
    const inner = cursor.nested(start, () => parseExpression(cursor, construct, start));
    cursor.expect(')', construct, start);
    return inner;
  }
  if (takeUnansweredCall(cursor) !== null) return { kind: 'constant', value: null };
  return isReference(cursor) ? parseReference(cursor) : parseLiteral(cursor, construct, start);
};

const parseProduct = chainOf(/[ \t\r\n]*([*/%])/y, parseUnary);
const parseSum = chainOf(/[ \t\r\n]*([+-])/y, parseProduct);
const parseRelation = chainOf(/[ \t\r\n]*(<=|>=|<|>|(?:le|ge|lt|gt)(?![A-Za-z0-9_-]))/y, parseSum);
const parseEquality = chainOf(/[ \t\r\n]*(==|!=|(?:eq|ne)(?![A-Za-z0-9_-]))/y, parseRelation);
const parseAnd = junctionOf('and', /[ \t\r\n]*(?:&&|and(?![A-Za-z0-9_-]))/y, parseEquality);
const parseOr = junctionOf('or', /[ \t\r\n]*(?:\|\||or(?![A-Za-z0-9_-]))/y, parseAnd);

/** Reads an expression; `construct` and `start` name what it belongs to in errors. */
export function parseExpression(cursor: Cursor, construct: string, start: number): Expression {
  return parseOr(cursor, construct, start);
}

function chainOf(operators: RegExp, parseOperand: ParseRank): ParseRank {
  return (cursor, construct, start) => {
    const first = parseOperand(cursor, construct, start);
    const rest: ChainLink[] = [];
    for (let found = cursor.take(operators); found !== null; found = cursor.take(operators)) {
      rest.push({ operator: SYMBOLS[found[1]!]!, operand: parseOperand(cursor, construct, start) });
    }
    return rest.length === 0 ? first : { kind: 'chain', first, rest };
  };
}

function junctionOf(kind: 'and' | 'or', operator: RegExp, parseOperand: ParseRank): ParseRank {
  return (cursor, construct, start) => {
    const operands = [parseOperand(cursor, construct, start)];
    while (cursor.take(operator) !== null) operands.push(parseOperand(cursor, construct, start));
    return operands.length === 1 ? operands[0]! : { kind, operands };
  };
}
