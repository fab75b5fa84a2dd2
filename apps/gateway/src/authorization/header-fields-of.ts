import type { HeaderFields } from '#libs/sigv4';

/**
 * Headers by lower-case name, as signatures are made over them: of a repeated one all values, in their order.
 */
export function headerFieldsOf(rawHeaders: readonly string[]): HeaderFields {
  const fields: Record<string, string | string[]> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const lower = rawHeaders[index]!.toLowerCase();
    const value = asSigned(rawHeaders[index + 1]!);
    // Not what an object has by itself, nor its prototype.
    if (!Object.hasOwn(fields, lower)) {
      if (lower !== '__proto__') fields[lower] = value;
      continue;
    }
    const known = fields[lower]!;
    if (typeof known === 'string') fields[lower] = [known, value];
    else known.push(value);
  }
  return fields;
}

/** Node gives bytes as Latin-1; clients sign texts, which they send as UTF-8. */
function asSigned(value: string): string {
  return beyondAscii.test(value) ? Buffer.from(value, 'latin1').toString('utf8') : value;
}

const beyondAscii = /[^\0-\x7f]/;
