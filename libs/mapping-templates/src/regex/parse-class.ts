import type { PatternSource } from './pattern-source.js';
import type { UnitTest } from './pattern.js';
import { CLASS_ESCAPES, CONTROL_ESCAPES, NAMED_CLASSES, not } from './unit-sets.js';

const NESTING_MAX = 10;

/** Reads `[...]`: units, ranges, escapes and classes inside it (a union); null for intersections and what is no class. */
export function parseClass(reader: PatternSource, depth: number): UnitTest | null {
  reader.at++;
  const isNegative = reader.take('^');
  const tests: UnitTest[] = [];
  // A closing bracket in first place is a unit of the class.
  for (let isFirst = true; isFirst || reader.source[reader.at] !== ']'; isFirst = false) {
    if (reader.at >= reader.source.length || depth > NESTING_MAX || reader.source.startsWith('&&', reader.at))
      return null;
    const test = reader.source[reader.at] === '[' ? parseClass(reader, depth + 1) : parseRange(reader);
    if (test === null) return null;
    tests.push(test);
  }
  reader.at++;
  const test: UnitTest = (unit) => tests.some((one) => one(unit));
  return isNegative ? not(test) : test;
}

function parseRange(reader: PatternSource): UnitTest | null {
  const from = parseClassUnit(reader);
  if (typeof from !== 'number') return from;
  const isRange = reader.source[reader.at] === '-' && !/[\][]/.test(reader.source[reader.at + 1] ?? ']');
  if (!isRange) return (unit) => unit === from;
  reader.at++;
  const to = parseClassUnit(reader);
  return typeof to === 'number' && to >= from ? (unit) => unit >= from && unit <= to : null;
}

function parseClassUnit(reader: PatternSource): UnitTest | number | null {
  return reader.source[reader.at] === '\\' ? parseEscapedUnit(reader) : reader.source.charCodeAt(reader.at++);
}

/** Reads an escape that stands for a unit or a set of them. */
export function parseEscapedUnit(reader: PatternSource): UnitTest | number | null {
  const named = reader.match(/\\([pP])\{([A-Za-z]+)\}/y);
  if (named !== null) {
    const test = NAMED_CLASSES.get(named[2]!.replace(/^Is/, '')) ?? null;
    return test !== null && named[1] === 'P' ? not(test) : test;
  }
  const code = reader.match(/\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))/y);
  if (code !== null) return Number.parseInt(code[1] ?? code[2]!, 16);
  const found = reader.match(/\\([^])/y)?.[1];
  if (found === undefined) return null;
  const known = CLASS_ESCAPES.get(found) ?? CONTROL_ESCAPES.get(found);
  // Java keeps other letters and digits for later use.
  return known ?? (/[A-Za-z0-9]/.test(found) ? null : found.charCodeAt(0));
}
