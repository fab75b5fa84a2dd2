import type { Budget } from '../evaluate/budget.js';

const [BLANK, PERCENT, PLUS] = [32, 37, 43];
const HEX = Buffer.from('0123456789ABCDEF');
const IS_KEPT = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(/[A-Za-z0-9\-_.* ]/.test(String.fromCharCode(byte))),
);

/**
 * application/x-www-form-urlencoded: a blank is `+` (recorded: VTL). The length is counted before the text is
 * made.
 */
export function urlEncode(text: string, budget: Budget): string {
  const bytes = Buffer.from(text, 'utf8');
  let length = bytes.length * 3;
  for (const byte of bytes) if (IS_KEPT[byte] === 1) length -= 2;
  budget.reserve(length);
  const made = Buffer.allocUnsafe(length);
  let end = 0;
  for (const byte of bytes) {
    if (IS_KEPT[byte] === 1) made[end++] = byte === BLANK ? PLUS : byte;
    else {
      made[end++] = PERCENT;
      made[end++] = HEX[byte >> 4]!;
      made[end++] = HEX[byte & 15]!;
    }
  }
  return made.toString('latin1');
}

/** Escapes that are none are kept, as text that somebody forgot to encode. */
export function urlDecode(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    const escaped = byte === PERCENT ? hexOf(bytes[at + 1]) * 16 + hexOf(bytes[at + 2]) : NaN;
    if (Number.isNaN(escaped)) bytes[end++] = byte === PLUS ? BLANK : byte;
    else {
      bytes[end++] = escaped;
      at += 2;
    }
  }
  return bytes.toString('utf8', 0, end);
}

/** The value of a hexadecimal digit, NaN for what is none. */
function hexOf(byte: number | undefined): number {
  if (byte === undefined) return NaN;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : NaN;
}
