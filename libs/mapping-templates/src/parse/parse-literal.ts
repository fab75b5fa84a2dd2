import type { Expression } from '../template.js';
import type { Cursor } from './cursor.js';

// `1..3` is a range of integers, so a point that another one follows does not belong to the number.
const NUMBER = /-?(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /(true|false|null)(?![A-Za-z0-9_-])/y;
// A doubled quote stands for itself (Velocity 1.7); `\"` does in double quotes, as AWS's users write JSON in
// strings.
const SINGLE_QUOTED = /'((?:[^']|'')*)'/y;
const DOUBLE_QUOTED = /"((?:[^"\\]|\\[^]|"")*)"/y;

/** Reads a literal: text, number, truth value, null, list, range or map. */
export function parseLiteral(cursor: Cursor, construct: string, start: number): Expression {
  const single = cursor.take(SINGLE_QUOTED);
  if (single !== null) return { kind: 'constant', value: single[1]!.replaceAll("''", "'") };
  const stringStart = cursor.at;
  const double = cursor.take(DOUBLE_QUOTED);
  if (double !== null) return parseInterpolated(cursor, double[1]!, stringStart);
  const number = cursor.take(NUMBER);
  if (number !== null) return { kind: 'number', text: number[0] };
  const word = cursor.take(WORD);
  if (word !== null) return { kind: 'constant', value: word[1] === 'null' ? null : word[1] === 'true' };
  if (cursor.takeText('[')) return cursor.nested(start, () => parseListOrRange(cursor, construct, start));
  if (cursor.takeText('{')) return cursor.nested(start, () => parseMap(cursor, construct, start));
  const found = cursor.isAtEnd
    ? 'the end of the template'
    : JSON.stringify(cursor.text.slice(cursor.at, cursor.at + 12));
  return cursor.fail(`${construct} needs a value but has ${found}`, start);
}

function parseInterpolated(cursor: Cursor, raw: string, start: number): Expression {
  // Other escapes stay as they are: AWS's documented repair of escapeJavaScript, replaceAll("\\'","'"),
  // relies on it.
  const text = raw
    .replace(/\\"|""/g, '"')
    .replace(/\\u([0-9A-Fa-f]{4})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  if (!/[$#]/.test(text)) return { kind: 'constant', value: text };
  const body = cursor.nested(start, () =>
    cursor.inner(text, start, (inner) => inner.grammar.parseBody(inner, 'text')),
  );
  if (body.length === 0) return { kind: 'constant', value: '' };
  const only = body.length === 1 ? body[0]! : null;
  return only?.kind === 'text' ? { kind: 'constant', value: only.text } : { kind: 'interpolated', body };
}

function parseListOrRange(cursor: Cursor, construct: string, start: number): Expression {
  const items: Expression[] = [];
  cursor.skipSpace();
  if (cursor.takeText(']')) return { kind: 'list', items };
  items.push(cursor.grammar.parseExpression(cursor, construct, start));
  if (cursor.take(/[ \t\r\n]*\.\./y) !== null) {
    const to = cursor.grammar.parseExpression(cursor, construct, start);
    cursor.expect(']', `${construct}: a range`, start);
    return { kind: 'range', from: items[0]!, to };
  }
  while (cursor.take(/[ \t\r\n]*,/y) !== null)
    items.push(cursor.grammar.parseExpression(cursor, construct, start));
  cursor.expect(']', `${construct}: a list`, start);
  return { kind: 'list', items };
}

function parseMap(cursor: Cursor, construct: string, start: number): Expression {
  const entries: { key: Expression; value: Expression }[] = [];
  cursor.skipSpace();
  if (cursor.takeText('}')) return { kind: 'map', entries };
  do {
    const key = cursor.grammar.parseExpression(cursor, construct, start);
    cursor.expect(':', `${construct}: a map`, start);
    entries.push({ key, value: cursor.grammar.parseExpression(cursor, construct, start) });
  } while (cursor.take(/[ \t\r\n]*,/y) !== null);
  cursor.expect('}', `${construct}: a map`, start);
  return { kind: 'map', entries };
}
