import type { Expression, Reference, ReferenceStep } from '../template.js';
import type { Cursor } from './cursor.js';

const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y;
/** Names are looked up at every use: none may be so long that this takes time. */
const NAME_CHARS_MAX = 1000;
const BARE_WORD = /(?!(?:true|false|null|not)\b)[A-Za-z_][A-Za-z0-9_-]*(?=[ \t\r\n]*[,)])/y;
/** Marks that start nothing, in front of the closing parenthesis: Velocity passes over them. */
const LONE_MARKS = /[$#]+!?(?=\))/y;
const MEMBER = /\.([A-Za-z_][A-Za-z0-9_-]*)/y;

/**
 * Whether what stands here is a reference; `$5`, `$ `, `${` without a name and a `$` before another `$` are
 * text to Velocity.
 */
export function isReference(cursor: Cursor): boolean {
  return cursor.look(/\$!?\{?[A-Za-z_]/y) !== null;
}

/**
 * A call that Velocity finds no method for, as it is written: a mark that stands alone for an argument is
 * none to it, and `$input.json` and `$input.path` need one. Null for every other reference.
 */
export function takeUnansweredCall(cursor: Cursor): string | null {
  return cursor.take(/\$!?(?:input\.(?:json|path)\([$#]+\)|\{input\.(?:json|path)\([$#]+\)\})/y)?.[0] ?? null;
}

/**
 * Reads the reference that stands here. A dot that no name follows ends it and is text, as in a sentence; so
 * does a blank in front of a parenthesis.
 */
export function parseReference(cursor: Cursor): Reference {
  const start = cursor.at;
  const braced = cursor.take(/\$!?(\{?)/y)![1] === '{';
  const root = cursor.take(NAME)?.[0];
  if (root === undefined) return cursor.fail('${ needs a name', start);
  if (root.length > NAME_CHARS_MAX)
    cursor.fail(`A name may have ${NAME_CHARS_MAX} characters at most`, start);
  const steps: ReferenceStep[] = [];
  for (let step = parseStep(cursor, start); step !== null; step = parseStep(cursor, start)) steps.push(step);
  if (braced && !cursor.takeText('}')) {
    cursor.fail(`${cursor.text.slice(start, Math.min(cursor.at, start + 40))} has no closing brace`, start);
  }
  return { kind: 'reference', root, steps };
}

function parseStep(cursor: Cursor, start: number): ReferenceStep | null {
  const member = cursor.take(MEMBER);
  if (member !== null) {
    const name = member[1]!;
    // A parenthesis that ends the template is text.
    return cursor.take(/\((?!$)/y) !== null
      ? { kind: 'call', name, args: parseArguments(cursor, start) }
      : { kind: 'member', name };
  }
  if (!cursor.takeText('[')) return null;
  const construct = nameOf(cursor, start);
  const index = cursor.nested(start, () => cursor.grammar.parseExpression(cursor, construct, start));
  cursor.expect(']', construct, start);
  // `$a['b']` and `$a.b` are the same: equal meanings are equal bytes in a snapshot.
  return index.kind === 'constant' && typeof index.value === 'string'
    ? { kind: 'member', name: index.value }
    : { kind: 'index', index };
}

function parseArguments(cursor: Cursor, start: number): Expression[] {
  const construct = nameOf(cursor, start);
  const args: Expression[] = [];
  cursor.take(LONE_MARKS);
  cursor.skipSpace();
  if (cursor.takeText(')')) return args;
  do args.push(cursor.nested(start, () => parseArgument(cursor, construct, start)));
  while (cursor.take(/[ \t\r\n]*,/y) !== null);
  cursor.skipSpace();
  cursor.take(LONE_MARKS);
  cursor.expect(')', construct, start);
  return args;
}

/** Velocity takes a bare word for an argument without a value: `$input.params(id)` asks for nothing. */
function parseArgument(cursor: Cursor, construct: string, start: number): Expression {
  cursor.skipSpace();
  return cursor.take(BARE_WORD) === null
    ? cursor.grammar.parseExpression(cursor, construct, start)
    : { kind: 'constant', value: null };
}

function nameOf(cursor: Cursor, start: number): string {
  return cursor.text.slice(start, Math.min(cursor.at, start + 40));
}
