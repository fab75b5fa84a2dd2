import type { PolicyRequest } from '../request.js';
import { equalsIgnoringCase } from '../values/equals-ignoring-case.js';
import { anyOne, anyRun, matchesGlob, type Tokens } from './glob.js';
import { work } from './work.js';

/** A text of a policy, made ready for comparing. */
export interface Pattern {
  /** As the policy has it. */
  readonly source: string;
  /** Set when neither wildcards nor variables are in it. */
  readonly exact: string | null;
  /** With variables between; a single part of tokens when there are none. */
  readonly parts: readonly (Tokens | Variable)[];
  readonly ignoresCase: boolean;
}

export interface Variable {
  /** Lower case. */
  readonly key: string;
  readonly defaultValue: string | null;
}

export interface PatternOptions {
  readonly wildcards: boolean;
  /** Policies of the older version have none: there `${aws:username}` is that text. */
  readonly variables: boolean;
  readonly ignoresCase?: boolean;
}

/** `${key}` and `${key, 'default'}`, and the characters that would mean something else without. */
const variable = /\$\{(?:([*?$])|([^\s,{}'*?$][^,{}'*?$]*)(?:,\s*'([^']*)'\s*)?)\}/g;

/** The keys of the variables in a text, as written and in order. */
export const variableKeys = (source: string): string[] =>
  [...source.matchAll(variable)].flatMap(([, , key]) => (key === undefined ? [] : [key.trimEnd()]));

/**
 * A text with the values that its variables have for a request; those without a value stay. For explaining.
 */
export const withVariables = (source: string, request: PolicyRequest): string =>
  source.replace(
    variable,
    (whole: string, _special: string, key: string | undefined, fallback: string | undefined) => {
      if (key === undefined) return whole;
      return valueOf({ key: key.trimEnd().toLowerCase(), defaultValue: fallback ?? null }, request) ?? whole;
    },
  );

/** Empty values are none, and so are lists. */
function valueOf({ key, defaultValue }: Variable, request: PolicyRequest): string | null {
  const found = request.contextValue(key);
  return typeof found === 'string' && found !== '' ? found : defaultValue;
}

/** What has the look of a variable and is none stays text (IAM User Guide: Variables and tags). */
export function compilePattern(source: string, options: PatternOptions): Pattern {
  const ignoresCase = options.ignoresCase ?? false;
  const parts: (Tokens | Variable)[] = [];
  let tokens: number[] = [];
  let text = '';
  let at = 0;
  const addText = (more: string, wildcards: boolean): void => {
    for (const unit of (ignoresCase ? more.toLowerCase() : more).split(''))
      tokens.push(tokenOf(unit, wildcards));
    text += more;
  };
  for (const match of options.variables ? source.matchAll(variable) : []) {
    const [whole, special, key, defaultValue] = match;
    addText(source.slice(at, match.index), options.wildcards);
    at = match.index + whole.length;
    if (key === undefined) {
      addText(special ?? '', false);
      continue;
    }
    parts.push(Int32Array.from(tokens), {
      key: key.trimEnd().toLowerCase(),
      defaultValue: defaultValue ?? null,
    });
    tokens = [];
  }
  addText(source.slice(at), options.wildcards);
  parts.push(Int32Array.from(tokens));
  const isExact = parts.length === 1 && !tokens.some((token) => token < 0);
  return { source, parts, ignoresCase, exact: isExact ? text : null };
}

function tokenOf(unit: string, wildcards: boolean): number {
  if (wildcards && unit === '*') return anyRun;
  if (wildcards && unit === '?') return anyOne;
  return unit.charCodeAt(0);
}

/**
 * Whether a pattern matches the whole text. With a variable that has no value it matches nothing, so that
 * what is negated holds (IAM User Guide: Variables and tags, Policy variables with no value).
 */
export function matchesPattern(pattern: Pattern, text: string, request: PolicyRequest): boolean {
  if (pattern.exact !== null) {
    work.left -= pattern.ignoresCase && pattern.exact.length === text.length ? 1 + text.length : 1;
    return pattern.ignoresCase ? equalsIgnoringCase(pattern.exact, text) : pattern.exact === text;
  }
  const length = expandPattern(pattern, request);
  return length >= 0 && matchesGlob(expanded(), 0, length, text, 0, text.length, pattern.ignoresCase);
}

/** The last pattern that was expanded: that of the policy itself, or a buffer that all patterns share. */
let current: Tokens = new Int32Array(0);
let buffer: Tokens = new Int32Array(1024);

export const expanded = (): Tokens => current;

/**
 * Puts values in place of the variables, wildcards in them being characters like others; how many tokens of
 * `expanded()` count, or -1 when a variable has no value.
 */
export function expandPattern(pattern: Pattern, request: PolicyRequest): number {
  const { parts } = pattern;
  const first = parts[0];
  if (parts.length === 1 && first instanceof Int32Array) {
    current = first;
    return first.length;
  }
  let length = 0;
  // Long values many times over are work, too, and must not grow the buffer beyond it.
  for (let i = 0; i < parts.length && work.left >= 0; i++) {
    const part = parts[i] as Tokens | Variable;
    if (part instanceof Int32Array) {
      reserve(length, part.length);
      buffer.set(part, length);
      length += part.length;
      continue;
    }
    const value = valueOf(part, request);
    if (value === null) return -1;
    length = append(value, length, pattern.ignoresCase);
  }
  current = buffer;
  return work.left < 0 ? -1 : length;
}

function append(value: string, at: number, ignoresCase: boolean): number {
  const text = ignoresCase ? value.toLowerCase() : value;
  reserve(at, text.length);
  for (let i = 0; i < text.length; i++) buffer[at + i] = text.charCodeAt(i);
  work.left -= text.length;
  return at + text.length;
}

function reserve(length: number, more: number): void {
  if (length + more <= buffer.length) return;
  const larger = new Int32Array(2 * (length + more));
  larger.set(buffer.subarray(0, length));
  buffer = larger;
}
