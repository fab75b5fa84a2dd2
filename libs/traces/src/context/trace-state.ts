const membersMax = 32;
const key = '[a-z0-9][a-z0-9_*/-]{0,240}(?:@[a-z0-9][a-z0-9_*/-]{0,13})?';
const value = '[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]';
const member = new RegExp(`^(?:${key}|[a-z0-9][a-z0-9_*/-]{0,255})=${value}$`);

/**
 * The fields of a `tracestate` as one (W3C Trace Context, section 3.3); empty when there is none, or anything
 * in it is not as the specification says: then nothing of it goes on.
 */
export function readTraceState(fields: readonly string[]): string {
  const members: string[] = [];
  const keys = new Set<string>();
  for (const field of fields) {
    for (const part of field.split(',')) {
      const text = part.replace(/^[ \t]+|[ \t]+$/g, '');
      if (text === '') continue;
      if (members.length === membersMax || !member.test(text)) return '';
      const name = text.slice(0, text.indexOf('='));
      if (keys.has(name)) return '';
      keys.add(name);
      members.push(text);
    }
  }
  return members.join(',');
}
