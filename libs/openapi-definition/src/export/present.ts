/**
 * A member that is only there when it says something: not for null, undefined, false, and maps and lists
 * without an element.
 */
export function present<N extends string, V>(name: N, value: V): Partial<Record<N, NonNullable<V>>> {
  if (value === null || value === undefined || value === false) return {};
  if (typeof value === 'object' && Object.keys(value).length === 0) return {};
  return { [name]: value } as Partial<Record<N, NonNullable<V>>>;
}
