import { fail, ok, type DomainError, type Result } from '../../domain-error.js';
import type { Change, PatchRule } from '../../patch/patch-table.js';
import { hasEntry, withEntry, withoutEntry } from '../../patch/patch-values.js';

type StringMap<V> = Readonly<Record<string, V>> | null;

/** A member that is a map, as patches address it: one entry by its key. */
export interface PatchedMap<T, V> {
  /** `/requestModels`: the rule's path is this and `/{key}`. */
  readonly path: string;
  readonly get: (draft: T) => StringMap<V>;
  readonly set: (draft: T, map: StringMap<V>) => T;
  /** Reads key and value of add and replace, or refuses them. */
  readonly read: (key: string, value: string | null) => Result<V>;
  /** What replace and remove of an entry that is not there get as an error; without it, replace adds. */
  readonly missing: () => DomainError;
  readonly replaceAdds?: boolean;
}

/**
 * The rule for a map: add, replace, remove of single entries. The bare path of the map itself is not a path.
 */
export function patchedMap<T, V>(member: PatchedMap<T, V>): PatchRule<T> {
  const put = (draft: T, { keys, value }: Change): Result<T> => {
    const key = keys['key']!;
    const read = member.read(key, value);
    return read.ok ? ok(member.set(draft, withEntry(member.get(draft), key, read.value))) : read;
  };
  return {
    path: `${member.path}/{key}`,
    ops: {
      add: put,
      replace: (draft, change) =>
        member.replaceAdds || hasEntry(member.get(draft), change.keys['key']!)
          ? put(draft, change)
          : fail(member.missing()),
      remove: (draft, { keys }) =>
        hasEntry(member.get(draft), keys['key']!)
          ? ok(member.set(draft, withoutEntry(member.get(draft), keys['key']!)))
          : fail(member.missing()),
    },
  };
}
