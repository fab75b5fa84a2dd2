/** An element of DER (ITU-T X.690): what kind it is, and where its content stands. */
export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** Kinds of elements that certificates have, by their tags. */
export const tags = { objectId: 0x06, octets: 0x04, sequence: 0x30, set: 0x31, utcTime: 0x17 } as const;

/** The elements that stand one behind the other in some bytes. @throws Error when they are no DER */
export function elementsOf(bytes: Uint8Array): Element[] {
  const elements: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at]!;
    const { length, start } = lengthAt(bytes, at + 1);
    if (start + length > bytes.length) throw new Error('an element ends behind its bytes');
    elements.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return elements;
}

/** Short, or in as many bytes as the first says; certificates have no more than four. */
function lengthAt(bytes: Uint8Array, at: number): { readonly length: number; readonly start: number } {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new Error('a length of no DER');
  let length = 0;
  for (const byte of bytes.subarray(at + 1, at + 1 + count)) length = length * 256 + byte;
  return { length, start: at + 1 + count };
}

/** `2.5.4.3` of its bytes. */
export function objectIdOf(content: Uint8Array): string {
  const parts: number[] = [];
  let part = 0;
  for (const byte of content) {
    part = part * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(part);
      part = 0;
    }
  }
  const [first = 0, ...rest] = parts;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ` in seconds since 1970 (RFC 5280, 4.1.2.5). */
export function timeOf({ tag, content }: Element): number {
  const text = String.fromCharCode(...content);
  // Of two digits, 50 and above are of the last century.
  const century = text.startsWith('5') || /^[6-9]/.test(text) ? '19' : '20';
  const whole = tag === tags.utcTime ? `${century}${text}` : text;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(whole) ?? [];
  return (
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) /
    1000
  );
}
