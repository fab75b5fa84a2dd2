export type Path = readonly (string | number)[];

/** Where the values of a document stand, every one but the whole. */
export function pathsOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, inner]) => [[...at, key], ...pathsOf(inner, [...at, key])]);
}

/** What stands at a place, and the document with something else there. */
export function replacedAt(
  root: unknown,
  path: Path,
): { readonly before: unknown; readonly write: (value: unknown) => unknown } {
  const holder = (of: unknown): Record<string | number, unknown> =>
    path
      .slice(0, -1)
      .reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], of) as Record<
      string | number,
      unknown
    >;
  const last = path.at(-1)!;
  return {
    before: holder(root)[last],
    write: (value) => {
      const copy = structuredClone(root);
      holder(copy)[last] = value;
      return copy;
    },
  };
}

/** The same value, which notes the name of every member that is asked for. */
export function watched<T extends object>(value: T, asked: Set<string>): T {
  return new Proxy(value, {
    getOwnPropertyDescriptor(target, name) {
      if (typeof name === 'string' && !Array.isArray(target)) asked.add(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    get(target, name, receiver) {
      const inner: unknown = Reflect.get(target, name, receiver);
      return typeof inner === 'object' && inner !== null ? watched(inner, asked) : inner;
    },
  });
}
