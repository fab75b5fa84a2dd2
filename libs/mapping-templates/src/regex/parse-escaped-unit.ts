import type { PatternSource } from './pattern-source.js';
import type { UnitTest } from './pattern.js';
import { UNICODE_ESCAPES, namedSet } from './unicode-sets.js';
import { CLASS_ESCAPES, CONTROL_ESCAPES, not } from './unit-sets.js';

const CODE_POINT_MAX = 0x10ffff;

/**
 * Reads an escape that stands for a character or a set of them, inside a class or outside; null for what is
 * none.
 */
export function parseEscapedUnit(reader: PatternSource): UnitTest | number | null {
  const named = reader.match(/\\([pP])(?:\{([A-Za-z0-9_=-]+)\}|([A-Za-z]))/y);
  if (named !== null) {
    const test = namedSet(named[2] ?? named[3]!, reader.flags);
    return test !== null && named[1] === 'P' ? not(test) : test;
  }
  const pair = reader.match(/\\u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})/y);
  if (pair !== null) {
    return String.fromCharCode(Number.parseInt(pair[1]!, 16), Number.parseInt(pair[2]!, 16)).codePointAt(0)!;
  }
  const code = reader.match(/\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]{1,6})\})/y);
  if (code !== null) return codePoint(Number.parseInt(code[1] ?? code[2] ?? code[3]!, 16));
  const octal = reader.match(/\\0([0-3][0-7]{0,2}|[4-7][0-7]?)/y);
  if (octal !== null) return Number.parseInt(octal[1]!, 8);
  const control = reader.match(/\\c([^])/y);
  if (control !== null) return control[1]!.charCodeAt(0) ^ 64;
  const letter = reader.source[reader.at + 1];
  if (letter === undefined) return null;
  const known =
    (reader.flags.U ? UNICODE_ESCAPES.get(letter) : undefined) ??
    CLASS_ESCAPES.get(letter) ??
    CONTROL_ESCAPES.get(letter);
  if (known !== undefined) {
    reader.at += 2;
    return known;
  }
  // Java keeps other letters and digits for later use.
  if (/[A-Za-z0-9]/.test(letter)) return null;
  reader.at++;
  return reader.takeCodePoint();
}

const codePoint = (code: number): number | null => (code <= CODE_POINT_MAX ? code : null);
