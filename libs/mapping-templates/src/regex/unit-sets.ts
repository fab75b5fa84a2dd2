import type { UnitTest } from './pattern.js';

const isDigit: UnitTest = (unit) => unit >= 48 && unit <= 57;
const isLower: UnitTest = (unit) => unit >= 97 && unit <= 122;
const isUpper: UnitTest = (unit) => unit >= 65 && unit <= 90;
const isAlpha: UnitTest = (unit) => isLower(unit) || isUpper(unit);
const isSpace: UnitTest = (unit) => unit === 32 || (unit >= 9 && unit <= 13);
const isBlank: UnitTest = (unit) =>
  unit === 32 ||
  unit === 9 ||
  unit === 0xa0 ||
  unit === 0x1680 ||
  unit === 0x180e ||
  (unit >= 0x2000 && unit <= 0x200a) ||
  unit === 0x202f ||
  unit === 0x205f ||
  unit === 0x3000;

export const isWordUnit: UnitTest = (unit) => isAlpha(unit) || isDigit(unit) || unit === 95;
export const isLineEnd: UnitTest = (unit) =>
  unit === 10 || unit === 13 || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
/** `\v`. */
export const isVerticalSpace: UnitTest = (unit) => isLineEnd(unit) || unit === 11 || unit === 12;
export const not =
  (test: UnitTest): UnitTest =>
  (unit) =>
    !test(unit);

/** `\d` and its kin, by the letter; ASCII only, as Java's are. */
export const CLASS_ESCAPES: ReadonlyMap<string, UnitTest> = new Map([
  ['d', isDigit],
  ['D', not(isDigit)],
  ['w', isWordUnit],
  ['W', not(isWordUnit)],
  ['s', isSpace],
  ['S', not(isSpace)],
  ['h', isBlank],
  ['H', not(isBlank)],
  ['v', isVerticalSpace],
  ['V', not(isVerticalSpace)],
]);

/** `\p{Name}`: the POSIX classes of Java. */
export const NAMED_CLASSES: ReadonlyMap<string, UnitTest> = new Map([
  ['Lower', isLower],
  ['Upper', isUpper],
  ['ASCII', (unit) => unit < 128],
  ['Alpha', isAlpha],
  ['Digit', isDigit],
  ['Alnum', (unit) => isAlpha(unit) || isDigit(unit)],
  ['Punct', (unit) => unit > 32 && unit < 127 && !isAlpha(unit) && !isDigit(unit)],
  ['Graph', (unit) => unit > 32 && unit < 127],
  ['Print', (unit) => unit >= 32 && unit < 127],
  ['Blank', (unit) => unit === 32 || unit === 9],
  ['Cntrl', (unit) => unit < 32 || unit === 127],
  ['XDigit', (unit) => isDigit(unit) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102)],
  ['Space', isSpace],
]);

/** Control characters by the letter of their escape. */
export const CONTROL_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['f', 12],
  ['a', 7],
  ['e', 27],
]);

/** The same set without regard to case: of ASCII letters, or of all that Unicode has. */
export function anyCase(test: UnitTest, isUnicode: boolean): UnitTest {
  if (!isUnicode) return (unit) => test(unit) || (isAlpha(unit) && test(unit ^ 32));
  return (unit) => {
    if (test(unit)) return true;
    const text = String.fromCodePoint(unit);
    const [lower, upper] = [text.toLowerCase(), text.toUpperCase()];
    return test(lower.codePointAt(0)!) || (upper.length <= 2 && test(upper.codePointAt(0)!));
  };
}
