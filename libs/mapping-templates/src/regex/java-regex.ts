import type { Budget } from '../evaluate/budget.js';
import { capturesOf } from './captures-of.js';
import { PatternMatcher, type Match } from './match-pattern.js';
import { parsePattern } from './parse-pattern.js';
import type { Capture, Pattern } from './pattern.js';
import { replaceLiteral } from './replace-literal.js';

/** `String.matches`: the whole text; null for a pattern that cannot be read. */
export function regexMatches(text: string, source: string, budget: Budget): boolean | null {
  const pattern = readPattern(source, budget);
  return pattern && new PatternMatcher(pattern, text, budget).matchesWhole();
}

/**
 * `String.replaceAll` and `replaceFirst`, with `$1` and `\$` in the replacement; null for a pattern that
 * cannot be read.
 */
export function regexReplace(
  text: string,
  source: string,
  replacement: string,
  isAll: boolean,
  budget: Budget,
): string | null {
  const pattern = readPattern(source, budget);
  if (pattern === null) return null;
  const literal = literalOf(pattern);
  if (literal !== null && isAll && !/[$\\]/.test(replacement))
    return replaceLiteral(text, literal, replacement, budget);
  budget.search(text, literal ?? '');
  const groups = /\$/.test(replacement) ? capturesOf(pattern) : [];
  const pieces: string[] = [];
  let [length, copied] = [0, 0];
  const push = (piece: string) => {
    length += piece.length;
    budget.reserve(length, piece.length);
    pieces.push(piece);
  };
  for (const match of literal === null ? matches(text, pattern, budget) : occurrences(text, literal)) {
    budget.step();
    push(text.slice(copied, match.start));
    push(expand(replacement, groups, match, text, budget));
    copied = match.end;
    if (!isAll) break;
  }
  push(text.slice(copied));
  return pieces.join('');
}

/**
 * `String.split`: the pieces, without empty ones at the end unless `limit` is negative; null for a pattern
 * that cannot be read.
 */
export function regexSplit(text: string, source: string, limit: number, budget: Budget): string[] | null {
  const pattern = readPattern(source, budget);
  if (pattern === null) return null;
  const literal = literalOf(pattern);
  budget.search(text, literal ?? '');
  const pieces: string[] = [];
  let copied = 0;
  for (const match of literal === null ? matches(text, pattern, budget) : occurrences(text, literal)) {
    if (limit > 0 && pieces.length === limit - 1) break;
    budget.items(2);
    // A match of nothing at the start does not make an empty first piece.
    if (match.end === 0) continue;
    if (match.start === text.length && match.end === match.start) break;
    pieces.push(text.slice(copied, match.start));
    copied = match.end;
  }
  if (copied === 0 && pieces.length === 0) return [text];
  pieces.push(text.slice(copied));
  if (limit === 0) while (pieces.at(-1) === '') pieces.pop();
  return pieces;
}

function readPattern(source: string, budget: Budget): Pattern | null {
  budget.work(source.length * 8);
  return parsePattern(source);
}

function* matches(text: string, pattern: Pattern, budget: Budget): Generator<Match> {
  const matcher = new PatternMatcher(pattern, text, budget);
  let lastEnd = 0;
  for (let at = 0; at <= text.length;) {
    const match = matcher.find(at, lastEnd);
    if (match === null) return;
    yield match;
    lastEnd = match.end;
    at = match.end > match.start ? match.end : match.end + 1;
  }
}

// A pattern without any operator is a plain search, which the engine's own does at the speed of memory.
function* occurrences(text: string, literal: string): Generator<Match> {
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
    yield { start: at, end: at + literal.length, captures: [] };
  }
}

function literalOf(pattern: Pattern): string | null {
  if (pattern.kind === 'unit') return pattern.literal;
  if (pattern.kind !== 'sequence' || pattern.items.length === 0) return null;
  let literal = '';
  for (const item of pattern.items) {
    if (item.kind !== 'unit' || item.literal === null) return null;
    literal += item.literal;
  }
  return literal;
}

/** `$1`, `${name}` and `\$`; of digits, as many as there are groups for. */
function expand(
  replacement: string,
  groups: readonly Capture[],
  { start, end, captures }: Match,
  text: string,
  budget: Budget,
): string {
  if (!/[$\\]/.test(replacement)) return replacement;
  budget.work(replacement.length * 32);
  let length = 0;
  const textOf = (group: number): string => {
    const captured = group === 0 ? text.slice(start, end) : (captures[group] ?? '');
    length += captured.length;
    budget.reserve(length, captured.length);
    return captured;
  };
  return replacement.replace(
    /\\([^])|\$(\d+)|\$\{([A-Za-z][A-Za-z0-9]*)\}/g,
    (all, escaped?: string, digits?: string, name?: string) => {
      if (escaped !== undefined) return escaped;
      if (digits === undefined) {
        const group = groups.find((one) => one.name === name);
        return group === undefined ? all : textOf(group.number);
      }
      let taken = 1;
      while (taken < digits.length && Number(digits.slice(0, taken + 1)) <= groups.length) taken++;
      return textOf(Number(digits.slice(0, taken))) + digits.slice(taken);
    },
  );
}
