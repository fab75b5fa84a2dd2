import type { TemplateBody, TemplateNode } from '../template.js';
import type { Cursor } from './cursor.js';
import { parseDirective } from './parse-directive.js';
import { isReference, parseReference, takeUnansweredCall } from './parse-reference.js';

const MARK = /[$#\\]/g;
const ENDS = /#(?:\{(?:end|else|elseif)\}|(?:end|else|elseif)(?![A-Za-z0-9_@]))/y;
// What Velocity acts upon after `#`; anything else there is text, such as the colour `#fff`, or `#set`
// without a parenthesis.
const DIRECTIVE =
  /#(?:\{((?:set(?=\}[ \t\r\n]*\())|if|foreach|macro|define|stop|break|include|parse|evaluate|literal)\}|(set(?=[ \t\r\n]*\()|if|foreach|macro|define|stop|break|include|parse|evaluate|literal)(?![A-Za-z0-9_@]))/y;
const MACRO_CALL = /#(?:@([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))(?=[ \t\r\n]*\()/y;

/**
 * Reads text, references and directives up to the end of the text or, where the body belongs to a directive,
 * to `#end` or `#else`.
 */
export function parseBody(cursor: Cursor, within: 'text' | 'directive'): TemplateBody {
  const nodes: TemplateNode[] = [];
  let textStart = cursor.at;
  const addText = (to: number) => {
    if (to > textStart) pushText(nodes, cursor.text.slice(textStart, to));
  };
  while (moveToMark(cursor)) {
    const mark = cursor.at;
    if (isEnd(cursor)) {
      if (within === 'text') cursor.fail(`${cursor.look(ENDS)![0]} without its #if or #foreach`, mark);
      break;
    }
    const read = readMark(cursor);
    if (read === null) continue;
    const isSet = typeof read !== 'string' && read.kind === 'set';
    // Velocity 1.7 drops blanks in front of #set when another construct ends directly before them.
    if (!isSet || !/^[ \t]*$/.test(cursor.text.slice(textStart, mark))) addText(mark);
    if (typeof read === 'string') pushText(nodes, read);
    else nodes.push(read);
    textStart = cursor.at;
  }
  addText(cursor.at);
  return nodes;
}

function moveToMark(cursor: Cursor): boolean {
  MARK.lastIndex = cursor.at;
  const found = MARK.exec(cursor.text);
  cursor.at = found?.index ?? cursor.text.length;
  return found !== null;
}

function isEnd(cursor: Cursor): boolean {
  return cursor.look(ENDS) !== null;
}

/**
 * The construct here as a node, or as text when it prints always the same (comments print ""); null when the
 * mark is text.
 */
function readMark(cursor: Cursor): TemplateNode | string | null {
  const start = cursor.at;
  if (cursor.text[start] === '\\') return readEscape(cursor);
  if (cursor.text[start] === '$') {
    const unanswered = takeUnansweredCall(cursor);
    if (unanswered !== null) return unanswered.startsWith('$!') ? '' : unanswered;
    if (isReference(cursor)) return cursor.nested(start, () => parseReference(cursor));
    cursor.at++;
    return null;
  }
  if (cursor.take(/##[^\r\n]*(?:\r\n|\r|\n)?/y) !== null) return '';
  // A comment that nothing closes goes on to the end.
  if (cursor.take(/#\*(?:[^*]|\*(?!#))*(?:\*#)?/y) !== null) return '';
  if (cursor.takeText('#[[')) return takeLiteral(cursor, start);
  const directive = cursor.look(DIRECTIVE);
  if (directive !== null) {
    cursor.at += directive[0].length;
    return cursor.nested(start, () => parseDirective(cursor, directive[1] ?? directive[2]!, start));
  }
  const call = cursor.look(MACRO_CALL);
  const name = call?.[1] ?? call?.[2] ?? call?.[3];
  if (call !== null && name !== undefined && cursor.macros.has(name)) {
    cursor.at += call[0].length;
    return cursor.nested(start, () =>
      parseDirective(cursor, call[1] === undefined ? 'call' : 'block-call', start, name),
    );
  }
  cursor.at++;
  return null;
}

/** Backslashes count in pairs in front of a reference or a directive, and are text elsewhere. */
function readEscape(cursor: Cursor): string | null {
  const count = cursor.take(/\\+/y)![0].length;
  const start = cursor.at;
  const word = cursor.look(ENDS) ?? cursor.look(DIRECTIVE);
  const reference = isReference(cursor);
  if (word === null && !reference) return null;
  const slashes = '\\'.repeat(count >> 1);
  if (count % 2 === 0) return slashes;
  if (reference) cursor.nested(start, () => parseReference(cursor));
  else cursor.at += word![0].length;
  return slashes + cursor.text.slice(start, cursor.at);
}

function takeLiteral(cursor: Cursor, start: number): string {
  const end = cursor.text.indexOf(']]#', cursor.at);
  if (end < 0) return cursor.fail('The literal text #[[ is not closed by ]]#', start);
  const text = cursor.text.slice(cursor.at, end);
  cursor.at = end + 3;
  return text;
}

// Joined, so that equal templates are equal bytes.
function pushText(nodes: TemplateNode[], text: string): void {
  if (text === '') return;
  const last = nodes.at(-1);
  if (last?.kind === 'text') nodes[nodes.length - 1] = { kind: 'text', text: last.text + text };
  else nodes.push({ kind: 'text', text });
}
