import { parseEscapedUnit } from './parse-escaped-unit.js';
import type { PatternSource } from './pattern-source.js';
import type { UnitTest } from './pattern.js';
import { anyCase, not } from './unit-sets.js';

const NESTING_MAX = 10;

/**
 * Reads `[...]`: units, ranges, escapes, classes inside it (a union) and `&&` (an intersection); null for
 * what is no class.
 */
export function parseClass(reader: PatternSource, depth = 0): UnitTest | null {
  if (depth > NESTING_MAX) return null;
  reader.at++;
  // Of the whole, intersections and all (Java 9 and later).
  const isNegative = reader.take('^');
  const operands: UnitTest[] = [];
  let isFirst = true;
  do {
    const operand = parseUnion(reader, depth, isFirst);
    if (operand === null) return null;
    if (operand !== 'nothing') operands.push(operand);
    isFirst = false;
  } while (reader.match(/&&+/y) !== null);
  if (operands.length === 0) return null;
  reader.at++;
  const test: UnitTest = operands.length === 1 ? operands[0]! : (unit) => operands.every((one) => one(unit));
  return isNegative ? not(test) : test;
}

/** Up to the closing bracket or `&&`; in first place a bracket is a unit of the class. */
function parseUnion(reader: PatternSource, depth: number, isFirst: boolean): UnitTest | 'nothing' | null {
  const tests: UnitTest[] = [];
  for (;;) {
    if (reader.flags.x) reader.match(/[ \t\n\v\f\r]+/y);
    if (reader.isAtEnd) return null;
    if (reader.next === ']' && !(isFirst && tests.length === 0)) break;
    if (reader.source.startsWith('&&', reader.at)) break;
    const test = reader.next === '[' ? parseClass(reader, depth + 1) : parseRange(reader);
    if (test === null) return null;
    tests.push(test);
  }
  if (tests.length === 0) return 'nothing';
  return tests.length === 1 ? tests[0]! : (unit) => tests.some((one) => one(unit));
}

function parseRange(reader: PatternSource): UnitTest | null {
  const from = parseClassUnit(reader);
  if (typeof from !== 'number') return from;
  const isRange = reader.next === '-' && !/[\][]/.test(reader.source[reader.at + 1] ?? ']');
  const { i, u } = reader.flags;
  const cased = (test: UnitTest): UnitTest => (i ? anyCase(test, u) : test);
  if (!isRange) return cased((unit) => unit === from);
  reader.at++;
  const to = parseClassUnit(reader);
  return typeof to === 'number' && to >= from ? cased((unit) => unit >= from && unit <= to) : null;
}

function parseClassUnit(reader: PatternSource): UnitTest | number | null {
  return reader.next === '\\' ? parseEscapedUnit(reader) : reader.takeCodePoint();
}
