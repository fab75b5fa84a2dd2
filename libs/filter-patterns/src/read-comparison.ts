import { invalidPattern, read, type Read } from './filter-pattern.js';
import type { PatternLimits } from './pattern-limits.js';
import { compileRegex } from './regex/compile-regex.js';
import { type Scanner, unescapeQuoted } from './scanner.js';
import { glob, type TextTest } from './text/glob.js';

/** What is asked of the value of a member or a field. */
export interface Comparison {
  readonly holds: (value: string | number) => boolean;
  /** Steps for each character of the value. */
  readonly stepsPerCharacter: number;
}

/** An operator and a value: `= "a*"`, `!= %5\d\d%`, `>= 1e3`. */
export function readComparison(scanner: Scanner, limits: PatternLimits): Read<Comparison> {
  const operator = scanner.takeMatch(/!=|<=|>=|[=<>]/y);
  if (operator === null) return invalidPattern;
  scanner.skipBlanks();
  const negatable = (test: Comparison['holds'], stepsPerCharacter: number): Read<Comparison> => {
    if (operator !== '=' && operator !== '!=') return invalidPattern;
    const wanted = operator === '=';
    return read({ holds: (value) => test(value) === wanted, stepsPerCharacter });
  };
  if (scanner.take('"')) {
    const quoted = scanner.takeUntil('"');
    return quoted === null ? invalidPattern : negatable(asText(glob(unescapeQuoted(quoted))), globSteps);
  }
  if (scanner.take('%')) {
    const expression = scanner.takeUntil('%');
    const regex = expression === null || !limits.takesRegex() ? null : compileRegex(expression);
    return regex ? negatable(asText(regex.test), regex.stepsPerCharacter) : invalidPattern;
  }
  const bare = scanner.takeMatch(/[\p{L}\p{N}_.*+:/@#-]+/uy);
  if (bare === null) return invalidPattern;
  if (!isNumber(bare)) return negatable(asText(glob(bare)), globSteps);
  const wanted = Number(bare);
  if (operator === '=' || operator === '!=')
    return negatable((value) => numberOf(value) === wanted || value === bare, 1);
  const holds = orders[operator as keyof typeof orders];
  return read({ holds: (value) => holds(numberOf(value), wanted), stepsPerCharacter: 1 });
}

const globSteps = 16;
const asText =
  (test: TextTest) =>
  (value: string | number): boolean =>
    test(String(value));

const orders = {
  '<': (value: number, bound: number) => value < bound,
  '<=': (value: number, bound: number) => value <= bound,
  '>': (value: number, bound: number) => value > bound,
  '>=': (value: number, bound: number) => value >= bound,
};

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

/** No number's text is longer; others need not be looked at. */
const numberLengthMax = 64;

/** A number, also where a text holds it, as formats of access logs write them; NaN for other texts. */
const numberOf = (value: string | number): number =>
  typeof value === 'number'
    ? value
    : value.length <= numberLengthMax && isNumber(value)
      ? Number(value)
      : NaN;
