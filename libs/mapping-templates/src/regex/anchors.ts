import type { PatternSource } from './pattern-source.js';
import type { Pattern, UnitTest } from './pattern.js';
import { isBoundaryUnit } from './unicode-sets.js';
import { isLineEnd, isVerticalSpace } from './unit-sets.js';

type Holds = (text: string, at: number) => boolean;

/** Reads what stands for a place between characters; null when that is not what stands here. */
export function anchorHere(reader: PatternSource): Pattern | null {
  const found = reader.match(/[\^$]|\\[bBAzZ]/y)?.[0];
  if (found === undefined) return null;
  const { m, d } = reader.flags;
  const endsLine: UnitTest = d ? (unit) => unit === 10 : isLineEnd;
  if (found === '^') return anchor(m ? startOfLine(endsLine) : isStart);
  if (found === '$') return anchor(m ? endOfLine(endsLine) : atLastLineEnd(endsLine));
  if (found === '\\Z') return anchor(atLastLineEnd(endsLine));
  return anchor(ANCHORS.get(found)!);
}

export const searchStart: Pattern = { kind: 'search-start' };

export const crLf: Pattern = {
  kind: 'sequence',
  items: [13, 10].map((code) => ({
    kind: 'unit',
    test: (unit) => unit === code,
    weight: 1,
    literal: String.fromCharCode(code),
  })),
};

/** `\R`: any end of a line, CR LF as one if that leads anywhere. */
export const lineEndSequence: Pattern = {
  kind: 'alternatives',
  options: [crLf, { kind: 'unit', test: isVerticalSpace, weight: 1, literal: null }],
};

const anchor = (holds: Holds): Pattern => ({ kind: 'anchor', holds });

const isStart: Holds = (_text, at) => at === 0;

const isBoundary: Holds = (text, at) =>
  (at > 0 && isBoundaryUnit(text.charCodeAt(at - 1))) !==
  (at < text.length && isBoundaryUnit(text.charCodeAt(at)));

/** Between the two units of CR LF there is no line's end. */
const isInsideCrLf: Holds = (text, at) => text[at - 1] === '\r' && text[at] === '\n';

const startOfLine =
  (endsLine: UnitTest): Holds =>
  (text, at) =>
    at === 0 || (at < text.length && endsLine(text.charCodeAt(at - 1)) && !isInsideCrLf(text, at));

const endOfLine =
  (endsLine: UnitTest): Holds =>
  (text, at) =>
    at === text.length || (endsLine(text.charCodeAt(at)) && !(endsLine(13) && isInsideCrLf(text, at)));

/** At the end, or in front of one end of a line that is the last of the text. */
const atLastLineEnd =
  (endsLine: UnitTest): Holds =>
  (text, at) =>
    at === text.length ||
    (at === text.length - 1 && endsLine(text.charCodeAt(at)) && !(endsLine(13) && isInsideCrLf(text, at))) ||
    (at === text.length - 2 && endsLine(13) && text.endsWith('\r\n'));

const ANCHORS: ReadonlyMap<string, Holds> = new Map([
  ['\\b', isBoundary],
  ['\\B', (text: string, at: number) => !isBoundary(text, at)],
  ['\\A', isStart],
  ['\\z', (text: string, at: number) => at === text.length],
]);
