/** Of a line in UTF-8, without what stands before it (guide page "Set up CloudWatch logging"). */
const lineBytesMax = 1024;

/** What ends a line for some reader, or moves what a terminal shows. */
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * A line as it is written: one, whatever callers and backends have put into it, and cut where it is too long.
 * `prefix`: ours, which does not count.
 */
export function lineText(prefix: string, text: string): string {
  const line = prefix + text;
  return cut(line.replace(controls, escaped), prefix.length + lineBytesMax);
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function cut(line: string, bytesMax: number): string {
  if (line.length <= bytesMax && Buffer.byteLength(line) <= bytesMax) return line;
  const bytes = Buffer.from(line.slice(0, bytesMax + 1), 'utf8');
  let end = bytesMax;
  // Not inside a character.
  while ((bytes[end]! & 0xc0) === 0x80) end--;
  return `${bytes.toString('utf8', 0, end)} [TRUNCATED]`;
}

/** `{a=b, c=d}`, as Java prints a map. */
export function mapText(entries: Iterable<readonly [name: string, value: string]>): string {
  let text = '';
  for (const [name, value] of entries) text += `${text === '' ? '' : ', '}${name}=${value}`;
  return `{${text}}`;
}

/**
 * The beginning of a body: no more of it fits a line. Bytes that are no UTF-8 become replacement characters.
 */
export function bodyText(body: unknown): string {
  if (typeof body === 'string') return body.slice(0, lineBytesMax + 1);
  // A stream: what of it was kept is told otherwise.
  return Buffer.isBuffer(body) ? body.toString('utf8', 0, excerptBytes) : '';
}

/** Of a body so much is kept for its line, and one more, so that it shows that it was longer. */
export const excerptBytes = lineBytesMax + 1;
