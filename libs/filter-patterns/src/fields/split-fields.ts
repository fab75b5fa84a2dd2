/** A field of a message, and where it begins in it. */
export interface Field {
  readonly value: string;
  readonly start: number;
}

/**
 * The fields of a message, which blanks part. What stands between quotes or brackets is one, without them;
 * a quote or bracket that nothing closes is a character like any other.
 *
 * @param countMax more fields than this are not looked for; the last one found may begin more of them.
 */
export function splitFields(message: string, countMax: number): readonly Field[] {
  const fields: Field[] = [];
  // What does not come after one place comes after none that follows it.
  const unclosed = new Set<string>();
  for (let at = 0; at < message.length && fields.length < countMax;) {
    if (isBlank(message, at)) {
      at += 1;
      continue;
    }
    const closing = closings[message[at]!];
    const end = closing === undefined || unclosed.has(closing) ? -1 : message.indexOf(closing, at + 1);
    if (closing !== undefined && end === -1) unclosed.add(closing);
    const from = end === -1 ? at : at + 1;
    const to = end === -1 ? endOfWord(message, at) : end;
    fields.push({ value: message.slice(from, to), start: at });
    at = end === -1 ? to : end + 1;
  }
  return fields;
}

const closings: Readonly<Record<string, string>> = { '"': '"', '[': ']' };

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || (code > 127 && /\s/.test(text.charAt(at)));
}

function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isBlank(text, at)) at += 1;
  return at;
}
