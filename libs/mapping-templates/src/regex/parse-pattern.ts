import { anchorHere, crLf, lineEndSequence, searchStart } from './anchors.js';
import { withFlags } from './flags.js';
import { lengthsOf } from './lengths-of.js';
import { parseClass } from './parse-class.js';
import { parseEscapedUnit } from './parse-escaped-unit.js';
import { PatternSource, withoutQuotations } from './pattern-source.js';
import type { Pattern, Unit, UnitTest } from './pattern.js';
import { isMark } from './unicode-sets.js';
import { anyCase, isLineEnd, not } from './unit-sets.js';

const PATTERN_CHARS_MAX = 1000;
const NESTING_MAX = 40;
const FLAGS = '[imsduxU]*(?:-[imsduxU]*)?';
const FLAGS_HERE = new RegExp(`\\(\\?(${FLAGS})\\)`, 'y');
const GROUP = new RegExp(`\\((?:\\?(?:(${FLAGS}:|[=!>]|<[=!])|<([A-Za-z][A-Za-z0-9]*)>))?(?!\\?)`, 'y');

/**
 * Reads a Java regular expression (java.util.regex.Pattern); null when it is none, or longer than 1,000
 * characters. `keepsCaptures`: whether anyone asks afterwards what groups took; without that, groups that
 * nothing refers back to are no groups, and `(.|\n)*` is as quick as `[^]*`.
 */
export function parsePattern(source: string, { keepsCaptures = true } = {}): Pattern | null {
  if (source.length > PATTERN_CHARS_MAX) return null;
  const reader = new PatternReader(withoutQuotations(source), keepsCaptures || /\\[1-9k]/.test(source));
  const pattern = reader.alternatives(0);
  return pattern !== null && reader.isAtEnd ? pattern : null;
}

/** Methods answer null for what they cannot read. */
class PatternReader extends PatternSource {
  private captures = 0;
  private readonly names = new Map<string, number>();

  constructor(
    source: string,
    private readonly keepsCaptures: boolean,
  ) {
    super(source);
  }

  alternatives(depth: number): Pattern | null {
    if (depth > NESTING_MAX) return null;
    const options: Pattern[] = [];
    do {
      const option = this.sequence(depth);
      if (option === null) return null;
      options.push(option);
    } while (this.take('|'));
    return options.length === 1 ? options[0]! : (oneUnitOf(options) ?? { kind: 'alternatives', options });
  }

  private sequence(depth: number): Pattern | null {
    const items: Pattern[] = [];
    for (;;) {
      this.skipComments();
      if (this.isAtEnd || this.next === '|' || this.next === ')') break;
      const atom = this.atom(depth);
      const item = atom === null ? null : this.repeated(atom);
      if (item === null) return null;
      items.push(item);
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  private atom(depth: number): Pattern | null {
    const char = this.next;
    if (char === '(') return this.group(depth);
    if (char === '[') return this.charClass();
    if (char === '\\') return this.escape();
    // A count in front of which nothing stands, or another count, repeats nothing.
    if (this.look(/\{\d/y)) return { kind: 'sequence', items: [] };
    if ('*+?{'.includes(char)) return null;
    const anchor = anchorHere(this);
    if (anchor !== null) return anchor;
    if (this.take('.')) {
      return set(this.flags.s ? () => true : not(this.flags.d ? (unit) => unit === 10 : isLineEnd));
    }
    return this.unit(this.takeCodePoint());
  }

  private charClass(): Pattern | null {
    const from = this.at;
    const test = parseClass(this);
    return test && { ...set(test), weight: (this.at - from) * (this.flags.i ? 2 : 1) };
  }

  private group(depth: number): Pattern | null {
    const flags = this.match(FLAGS_HERE);
    if (flags !== null) {
      this.flags = withFlags(this.flags, flags[1]!);
      return '*+?'.includes(this.next || ' ') ? null : { kind: 'sequence', items: [] };
    }
    const opening = this.match(GROUP);
    if (opening === null) return null;
    const [, form, name] = opening;
    const before = this.flags;
    const number = form === undefined ? this.newCapture(name) : 0;
    if (number === null) return null;
    if (form?.endsWith(':')) this.flags = withFlags(this.flags, form.slice(0, -1));
    const inner = this.alternatives(depth + 1);
    if (inner === null || !this.take(')')) return null;
    this.flags = before;
    if (form === undefined) return this.keepsCaptures ? { kind: 'capture', number, name, inner } : inner;
    if (form.endsWith(':')) return inner;
    if (form === '>') return { kind: 'atomic', inner };
    const negative = form.endsWith('!');
    if (!form.startsWith('<')) return { kind: 'look-ahead', inner, negative };
    const lengths = lengthsOf(inner);
    // Java: "Look-behind group does not have an obvious maximum length".
    return lengths.max === Infinity ? null : { kind: 'look-behind', inner, negative, lengths };
  }

  /** Null for a name that is taken. */
  private newCapture(name: string | undefined): number | null {
    const number = ++this.captures;
    if (name === undefined) return number;
    if (this.names.has(name)) return null;
    this.names.set(name, number);
    return number;
  }

  private escape(): Pattern | null {
    const anchor = anchorHere(this);
    if (anchor !== null) return anchor;
    if (this.take('\\G')) return searchStart;
    if (this.take('\\R')) return lineEndSequence;
    if (this.take('\\X')) {
      const marks: Pattern = { kind: 'repeat', inner: set(isMark), min: 0, max: Infinity, mode: 'greedy' };
      const character: Pattern = { kind: 'sequence', items: [set(() => true), marks] };
      return { kind: 'atomic', inner: { kind: 'alternatives', options: [crLf, character] } };
    }
    const named = this.match(/\\k<([A-Za-z][A-Za-z0-9]*)>/y);
    if (named !== null) {
      const number = this.names.get(named[1]!);
      return number === undefined ? null : this.backReference(number);
    }
    const first = this.match(/\\([1-9])/y);
    if (first !== null) return this.backReference(this.longestCapture(Number(first[1])));
    const from = this.at;
    const escaped = parseEscapedUnit(this);
    if (escaped === null) return null;
    return typeof escaped === 'number' ? this.unit(escaped) : { ...set(escaped), weight: this.at - from };
  }

  /** `\11` is group 11 where there are so many, else group 1 in front of a 1. */
  private longestCapture(first: number): number {
    let number = first;
    while (/[0-9]/.test(this.next) && number * 10 + Number(this.next) <= this.captures) {
      number = number * 10 + Number(this.next);
      this.at++;
    }
    return number;
  }

  private backReference(number: number): Pattern {
    return { kind: 'back-reference', number, ignoreCase: this.flags.i };
  }

  private repeated(inner: Pattern): Pattern | null {
    this.skipComments();
    const found = this.match(/(?:([*+?])|\{(\d{1,9})(,(\d{1,9})?)?\})([?+]?)/y);
    if (found === null) return this.next === '{' ? null : inner;
    const [, symbol, low, comma, high, suffix] = found;
    const min = symbol === undefined ? Number(low) : symbol === '+' ? 1 : 0;
    const most = comma === undefined ? min : Number(high ?? Infinity);
    const max = symbol === undefined ? most : symbol === '?' ? 1 : Infinity;
    if (max < min) return null;
    const repeat: Pattern = { kind: 'repeat', inner, min, max, mode: suffix === '?' ? 'lazy' : 'greedy' };
    // Possessive: what it has taken, it keeps.
    return suffix === '+' ? { kind: 'atomic', inner: repeat } : repeat;
  }

  private unit(code: number): Pattern {
    const { i, u } = this.flags;
    const literal = String.fromCodePoint(code);
    const test: UnitTest = (unit) => unit === code;
    if (i && (u || /[A-Za-z]/.test(literal))) return set(anyCase(test, u));
    return { ...set(test), literal };
  }
}

const set = (test: UnitTest): Unit => ({ kind: 'unit', test, weight: 1, literal: null });

/** Alternatives of single characters are one of a set: no way back is to be remembered for each. */
function oneUnitOf(options: readonly Pattern[]): Unit | null {
  const units = options.flatMap((option) => (option.kind === 'unit' ? [option] : []));
  if (units.length < options.length) return null;
  const weight = units.reduce((sum, unit) => sum + unit.weight, 0);
  return { kind: 'unit', test: (code) => units.some(({ test }) => test(code)), weight, literal: null };
}
