/**
 * Where two JSON values differ, as JSON pointers (RFC 6901). Lists are compared whole: what moved in one is
 * not worth an index.
 */
export function differingPointers(from: unknown, to: unknown, at = ''): string[] {
  if (isRecord(from) && isRecord(to)) {
    const names = new Set([...Object.keys(from), ...Object.keys(to)]);
    return [...names]
      .sort()
      .flatMap((name) =>
        differingPointers(
          own(from, name),
          own(to, name),
          `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        ),
      );
  }
  return isSame(from, to) ? [] : [at];
}

function isSame(from: unknown, to: unknown): boolean {
  if (Array.isArray(from) && Array.isArray(to)) {
    return (
      from.length === to.length &&
      from.every((item, index) => differingPointers(item, to[index]).length === 0)
    );
  }
  return from === to;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;
