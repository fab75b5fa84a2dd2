import { parseClass, parseEscapedUnit } from './parse-class.js';
import { PatternSource } from './pattern-source.js';
import type { Pattern, UnitTest } from './pattern.js';
import { anyCase, isLineEnd, isWordUnit, not } from './unit-sets.js';

const PATTERN_CHARS_MAX = 1000;
const NESTING_MAX = 40;

/** Reads a Java regular expression; null when it is none, or uses what is not built: look-behind, flags other than i and s, intersections. */
export function parsePattern(source: string): Pattern | null {
  if (source.length > PATTERN_CHARS_MAX) return null;
  const reader = new PatternReader(source);
  const pattern = reader.alternatives(0);
  return pattern !== null && reader.at === source.length ? pattern : null;
}

/** A place in a pattern's source and what applies from there on. Methods answer null for what they cannot read. */
class PatternReader extends PatternSource {
  private captures = 0;
  private ignoreCase = false;
  private dotAll = false;

  alternatives(depth: number): Pattern | null {
    if (depth > NESTING_MAX) return null;
    const options: Pattern[] = [];
    do {
      const option = this.sequence(depth);
      if (option === null) return null;
      options.push(option);
    } while (this.take('|'));
    return options.length === 1 ? options[0]! : { kind: 'alternatives', options };
  }

  private sequence(depth: number): Pattern | null {
    const items: Pattern[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      if (this.take('\\Q')) {
        const end = this.source.indexOf('\\E', this.at);
        const quoted = this.source.slice(this.at, end < 0 ? undefined : end);
        this.at = end < 0 ? this.source.length : end + 2;
        for (const unit of quoted.split('')) items.push(this.unit(unit.charCodeAt(0)));
        continue;
      }
      const atom = this.atom(depth);
      const item = atom === null ? null : this.repeated(atom);
      if (item === null) return null;
      items.push(item);
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  private atom(depth: number): Pattern | null {
    const char = this.source[this.at]!;
    if (char === '(') return this.group(depth);
    if (char === '[') return this.charClass();
    if (char === '\\') return this.escape();
    if ('*+?{'.includes(char)) return null;
    this.at++;
    if (char === '.') return this.set(this.dotAll ? () => true : not(isLineEnd));
    if (char === '^') return { kind: 'anchor', holds: (_text, at) => at === 0 };
    if (char === '$') return { kind: 'anchor', holds: isAtEnd };
    return this.unit(char.charCodeAt(0));
  }

  private charClass(): Pattern | null {
    const from = this.at;
    const pattern = this.set(parseClass(this, 0));
    return pattern && { ...pattern, weight: (this.at - from) * (this.ignoreCase ? 2 : 1) };
  }

  private group(depth: number): Pattern | null {
    const flags = this.match(/\(\?([is]+)\)/y);
    if (flags !== null) {
      this.ignoreCase ||= flags[1]!.includes('i');
      this.dotAll ||= flags[1]!.includes('s');
      return { kind: 'sequence', items: [] };
    }
    const opening = this.match(/\((?:\?(:|=|!|<[A-Za-z][A-Za-z0-9]*>))?(?!\?)/y);
    if (opening === null) return null;
    const kind = opening[1];
    const number = kind === undefined || kind.startsWith('<') ? ++this.captures : 0;
    const inner = this.alternatives(depth + 1);
    if (inner === null || !this.take(')')) return null;
    if (number > 0) return { kind: 'capture', number, inner };
    return kind === ':' ? inner : { kind: 'look-ahead', inner, negative: kind === '!' };
  }

  private escape(): Pattern | null {
    const anchor = this.match(/\\([bBAzZ])/y);
    if (anchor !== null) return { kind: 'anchor', holds: ANCHORS.get(anchor[1]!)! };
    const back = this.match(/\\([1-9])/y);
    if (back !== null) return { kind: 'back-reference', number: Number(back[1]) };
    const escaped = parseEscapedUnit(this);
    return typeof escaped === 'number' ? this.unit(escaped) : this.set(escaped);
  }

  private repeated(inner: Pattern): Pattern | null {
    const found = this.match(/(?:([*+?])|\{(\d{1,4})(,(\d{1,4})?)?\})([?+]?)/y);
    if (found === null) return this.source[this.at] === '{' ? null : inner;
    const [, symbol, low, comma, high, suffix] = found;
    const min = symbol === undefined ? Number(low) : symbol === '+' ? 1 : 0;
    const max =
      symbol === undefined
        ? comma === undefined
          ? min
          : Number(high ?? Infinity)
        : symbol === '?'
          ? 1
          : Infinity;
    const mode = suffix === '?' ? 'lazy' : suffix === '+' ? 'possessive' : 'greedy';
    if (max < min || (this.source[this.at] ?? '') === '*') return null;
    return { kind: 'repeat', inner, min, max, mode };
  }

  private unit(code: number): Pattern {
    const isLetter = /[A-Za-z]/.test(String.fromCharCode(code));
    const pattern = this.set((unit) => unit === code);
    return this.ignoreCase && isLetter ? pattern : { ...pattern, literal: String.fromCharCode(code) };
  }

  private set(test: UnitTest): Pattern & { kind: 'unit' };
  private set(test: UnitTest | null): (Pattern & { kind: 'unit' }) | null;
  private set(test: UnitTest | null): (Pattern & { kind: 'unit' }) | null {
    return test && { kind: 'unit', test: this.ignoreCase ? anyCase(test) : test, weight: 1, literal: null };
  }
}

const isAtEnd = (text: string, at: number) =>
  at === text.length || (at === text.length - 1 && isLineEnd(text.charCodeAt(at)));
const isBoundary = (text: string, at: number) =>
  (at > 0 && isWordUnit(text.charCodeAt(at - 1))) !== (at < text.length && isWordUnit(text.charCodeAt(at)));

const ANCHORS: ReadonlyMap<string, (text: string, at: number) => boolean> = new Map([
  ['b', isBoundary],
  ['B', (text: string, at: number) => !isBoundary(text, at)],
  ['A', (_text: string, at: number) => at === 0],
  ['z', (text: string, at: number) => at === text.length],
  ['Z', isAtEnd],
]);
