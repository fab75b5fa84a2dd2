/**
 * JSON with members sorted by UTF-16 code units and no blanks (the order of RFC 8785, section 3.2.3), so that
 * equal values have equal bytes. Members whose value is undefined are left out.
 *
 * @throws TypeError for what JSON cannot say: functions, symbols, bigints, NaN, infinities, cycles.
 */
export function canonicalJson(value: unknown): string {
  return write(value, new Set());
}

function write(value: unknown, open: Set<object>): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`);
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : writeContainer(value, open);
    default:
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

function writeContainer(value: object, open: Set<object>): string {
  if (open.has(value)) throw new TypeError('JSON has no cycles');
  open.add(value);
  const text = Array.isArray(value)
    ? `[${value.map((element) => write(element, open)).join(',')}]`
    : `{${Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => `${JSON.stringify(name)}:${write(member, open)}`)
        .join(',')}}`;
  open.delete(value);
  return text;
}
