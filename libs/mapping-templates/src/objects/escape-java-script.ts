import type { Budget } from '../evaluate/budget.js';

const BACKSLASH = 92;
const HEX = Buffer.from('0123456789ABCDEF');
const SHORT_ESCAPES: ReadonlyMap<number, number> = new Map(
  Object.entries({
    '\b': 'b',
    '\n': 'n',
    '\t': 't',
    '\f': 'f',
    '\r': 'r',
    "'": "'",
    '"': '"',
    '\\': '\\',
    '/': '/',
  }).map(([unit, letter]) => [unit.charCodeAt(0), letter.charCodeAt(0)]),
);

/**
 * What stands behind the backslash by unit, of ASCII: 0 for what stays as it is, 117 (u) for what becomes
 * `\uXXXX`.
 */
const ESCAPES = Uint8Array.from(
  { length: 128 },
  (_, unit) => SHORT_ESCAPES.get(unit) ?? (unit < 32 || unit === 127 ? 117 : 0),
);

/**
 * JavaScript string rules as Java's commons-lang has them: `'` becomes `\'`, which is no JSON (guide page
 * "$util variables"). The result is ASCII, and its length counted before it is made.
 */
export function escapeJavaScript(text: string, budget: Budget): string {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const escape = escapeOf(text.charCodeAt(at));
    if (escape !== 0) length += escape === 117 ? 5 : 1;
  }
  budget.reserve(length);
  if (length === text.length) return text;
  const made = Buffer.allocUnsafe(length);
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const escape = escapeOf(unit);
    if (escape === 0) {
      made[end++] = unit;
      continue;
    }
    made[end++] = BACKSLASH;
    made[end++] = escape;
    if (escape === 117) for (let shift = 12; shift >= 0; shift -= 4) made[end++] = HEX[(unit >> shift) & 15]!;
  }
  return made.toString('latin1');
}

function escapeOf(unit: number): number {
  return unit < 128 ? ESCAPES[unit]! : 117;
}
