import { noFlags, type Flags } from './flags.js';
import type { UnitTest } from './pattern.js';
import { NAMED_CLASSES, isWordUnit } from './unit-sets.js';

/**
 * The set that a name in `\p{...}` stands for; null for a name that Java does not have either. Categories
 * (`L`, `IsLu`, `gc=Lu`), scripts (`IsLatin`, `script=Latin`), binary properties (`IsAlphabetic`), the
 * commonest blocks (`InGreek`), POSIX names and those of java.lang.Character. Unicode's own data is the
 * engine's.
 */
export function namedSet(name: string, { i: ignoresCase, U: isUnicode }: Flags): UnitTest | null {
  // Where case is ignored, a set of one case is one of all (Java 15 and later).
  if (ignoresCase && /^(?:Lower|Upper)$/.test(name)) return namedSet('Alpha', { ...noFlags, U: isUnicode });
  if (ignoresCase && ONE_CASE.test(name)) return unicode('[\\p{Lowercase}\\p{Uppercase}\\p{Lt}]');
  const posix = NAMED_CLASSES.get(name);
  if (posix) return isUnicode ? (unicode(UNICODE_POSIX[name]!) ?? posix) : posix;
  if (Object.hasOwn(JAVA_METHODS, name)) return unicode(JAVA_METHODS[name]!);
  const keyed = /^([A-Za-z_]+)=(.+)$/.exec(name);
  if (keyed) return keyedSet(keyed[1]!.toLowerCase(), keyed[2]!);
  if (name.startsWith('In')) return blockSet(name.slice(2));
  if (!name.startsWith('Is')) return GENERAL.test(name) ? unicode(`\\p{${name}}`) : special(name);
  const bare = name.slice(2);
  return (
    namedBinary(bare) ??
    (GENERAL.test(bare) ? unicode(`\\p{${bare}}`) : (special(bare) ?? unicode(`\\p{Script=${titled(bare)}}`)))
  );
}

/** `\w`, `\d` and `\s` of flag `U`. */
export const UNICODE_ESCAPES: ReadonlyMap<string, UnitTest> = new Map(
  Object.entries({
    d: '\\p{Nd}',
    D: '\\P{Nd}',
    s: '\\p{White_Space}',
    S: '\\P{White_Space}',
    w: '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]',
    W: '[^\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]',
  }).map(([letter, source]) => [letter, unicode(source)!]),
);

/** Boundaries of words in Java: letters and digits of any script, and the underscore. */
const isWordOfAnyScript = unicode('[\\p{L}\\p{Nd}_]')!;
export const isBoundaryUnit: UnitTest = (unit) => (unit < 128 ? isWordUnit(unit) : isWordOfAnyScript(unit));

/** A mark that belongs to the character in front of it. */
export const isMark: UnitTest = unicode('\\p{M}')!;

const ONE_CASE =
  /^(?:(?:Is|gc=|general_category=)?L[ult]|java(?:Lower|Upper|Title)Case|Is(?:Lower|Upper|Title)case)$/i;
const GENERAL = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfosn]?)$/;

function special(name: string): UnitTest | null {
  if (name === 'LC') return unicode('\\p{LC}');
  if (name === 'LD') return unicode('[\\p{L}\\p{Nd}]');
  if (name === 'L1') return (unit) => unit <= 0xff;
  return name === 'all' ? () => true : null;
}

function keyedSet(key: string, value: string): UnitTest | null {
  if (key === 'gc' || key === 'general_category')
    return GENERAL.test(value) ? unicode(`\\p{${value}}`) : special(value);
  if (key === 'sc' || key === 'script') return unicode(`\\p{Script=${titled(value)}}`);
  return key === 'blk' || key === 'block' ? blockSet(value) : null;
}

const BINARY: Readonly<Record<string, string>> = {
  alphabetic: 'Alphabetic',
  ideographic: 'Ideographic',
  letter: 'L',
  lowercase: 'Lowercase',
  uppercase: 'Uppercase',
  titlecase: 'Lt',
  punctuation: 'P',
  control: 'Cc',
  white_space: 'White_Space',
  whitespace: 'White_Space',
  digit: 'Nd',
  hex_digit: 'Hex_Digit',
  hexdigit: 'Hex_Digit',
  join_control: 'Join_Control',
  noncharacter_code_point: 'Noncharacter_Code_Point',
  emoji: 'Emoji',
};

function namedBinary(name: string): UnitTest | null {
  const key = name.toLowerCase();
  if (key === 'assigned') return unicode('\\P{Cn}');
  return Object.hasOwn(BINARY, key) ? unicode(`\\p{${BINARY[key]}}`) : null;
}

const UNICODE_POSIX: Readonly<Record<string, string>> = {
  Lower: '\\p{Lowercase}',
  Upper: '\\p{Uppercase}',
  ASCII: '[\\0-\\x7f]',
  Alpha: '\\p{Alphabetic}',
  Digit: '\\p{Nd}',
  Alnum: '[\\p{Alphabetic}\\p{Nd}]',
  Punct: '\\p{P}',
  Graph: '[^\\p{White_Space}\\p{Cc}\\p{Cs}\\p{Cn}]',
  Print: '[^\\p{Zl}\\p{Zp}\\p{Cc}\\p{Cs}\\p{Cn}]',
  Blank: '[\\p{Zs}\\t]',
  Cntrl: '\\p{Cc}',
  XDigit: '[\\p{Nd}\\p{Hex_Digit}]',
  Space: '\\p{White_Space}',
};

const JAVA_METHODS: Readonly<Record<string, string>> = {
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaTitleCase: '\\p{Lt}',
  javaDigit: '\\p{Nd}',
  javaAlphabetic: '\\p{Alphabetic}',
  javaLetter: '\\p{L}',
  javaLetterOrDigit: '[\\p{L}\\p{Nd}]',
  javaSpaceChar: '\\p{Z}',
  javaWhitespace: '[\\t-\\r\\x1c-\\x1f\\p{Zl}\\p{Zp}[\\p{Zs}--[\\xa0\\u2007\\u202f]]]',
  javaISOControl: '[\\0-\\x1f\\x7f-\\x9f]',
};

/**
 * First and last character of the blocks that patterns name; by Unicode's name without blanks, in lower case.
 */
const BLOCKS: Readonly<Record<string, readonly [number, number]>> = {
  basiclatin: [0, 0x7f],
  latin1supplement: [0x80, 0xff],
  latinextendeda: [0x100, 0x17f],
  latinextendedb: [0x180, 0x24f],
  greek: [0x370, 0x3ff],
  greekandcoptic: [0x370, 0x3ff],
  cyrillic: [0x400, 0x4ff],
  armenian: [0x530, 0x58f],
  hebrew: [0x590, 0x5ff],
  arabic: [0x600, 0x6ff],
  devanagari: [0x900, 0x97f],
  thai: [0xe00, 0xe7f],
  generalpunctuation: [0x2000, 0x206f],
  currencysymbols: [0x20a0, 0x20cf],
  hiragana: [0x3040, 0x309f],
  katakana: [0x30a0, 0x30ff],
  cjkunifiedideographs: [0x4e00, 0x9fff],
  hangulsyllables: [0xac00, 0xd7af],
};

function blockSet(name: string): UnitTest | null {
  const key = name.toLowerCase().replace(/[ _-]/g, '');
  if (!Object.hasOwn(BLOCKS, key)) return null;
  const [first, last] = BLOCKS[key]!;
  return (unit) => unit >= first && unit <= last;
}

/** `LATIN` and `latin` are `Latin`. */
const titled = (name: string): string =>
  name
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('_');

/**
 * A set by its source in JavaScript's own words, `v` flag; null for what it does not know. Asked of one
 * character at a time.
 */
function unicode(source: string): UnitTest | null {
  if (!/^[\\[][^]*$/.test(source)) return null;
  try {
    const set = new RegExp(`^${source}$`, 'v');
    return (unit) => set.test(String.fromCodePoint(unit));
  } catch {
    // A name that Unicode does not have.
    return null;
  }
}
