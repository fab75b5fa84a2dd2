/** How the members of an Update call say what is no more, where it is not by an empty text. */
export interface Unset {
  /** Maps, of which entries are added and replaced; one that is given as an empty text goes. */
  readonly maps?: readonly string[];
  /** What members fall back to that have no empty text, such as `connectionType`. */
  readonly fallbacks?: Readonly<Record<string, unknown>>;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * What an Update call of version 2 is given to make one definition of another, each in the members of its
 * Create call. It keeps what it is not given, so that what was emptied must be said.
 */
export function changedMembers<T extends object>(from: T, to: T, unset: Unset = {}): Partial<T> {
  const { maps = [], fallbacks = {} } = unset;
  const before = from as Members;
  const behind = to as Members;
  const names = [...new Set([...Object.keys(before), ...Object.keys(behind)])];
  const changed = names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(behind[name]))
    .map((name) => {
      if (maps.includes(name)) return [name, changedEntries(before[name], behind[name])];
      return [name, behind[name] ?? fallbacks[name] ?? ''];
    });
  return Object.fromEntries(changed) as Partial<T>;
}

/** Entries that differ; of maps in a map, one that is no more is an empty map. */
function changedEntries(from: unknown, to: unknown): Members {
  const before = (from ?? {}) as Members;
  const behind = (to ?? {}) as Members;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(behind)])];
  return Object.fromEntries(
    keys
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(behind[key]))
      .map((key) => {
        const value = behind[key];
        if (value === undefined) return [key, typeof before[key] === 'string' ? '' : {}];
        return [key, typeof value === 'string' ? value : changedEntries(before[key], value)];
      }),
  );
}
