import { withEntry, withoutEntry } from '../patch/patch-values.js';

type Given<T> = T | null | undefined;

/** A member after a PATCH body of version 2: one that is missing stays. */
export const patched = <T>(given: Given<T>, before: T): T => given ?? before;

/** A text after a PATCH body: one that is missing stays, an empty one unsets. */
export const patchedMember = <T extends string>(given: Given<T | ''>, before: T | null): T | null =>
  given === '' ? null : (given ?? before);

/**
 * A map after a PATCH body: entries are added to what there is or take its place, and an empty text takes an
 * entry away (guide page "Transforming API requests and responses", which shows it of parameter mappings).
 * Null when nothing is left.
 */
export function patchedEntries(
  given: Given<Readonly<Record<string, string>>>,
  before: Readonly<Record<string, string>> | null,
): Readonly<Record<string, string>> | null {
  let map = before;
  for (const [key, value] of Object.entries(given ?? {})) {
    map = value === '' ? withoutEntry(map, key) : withEntry(map, key, value);
  }
  return map;
}

/** A map that a create gives: none and an empty one are the same. */
export const createdEntries = <V>(given: Given<Readonly<Record<string, V>>>) =>
  given && Object.keys(given).length > 0 ? given : null;

/** A list that a create gives: none and an empty one are the same. */
export const createdList = <T>(given: Given<readonly T[]>): readonly T[] | null =>
  given && given.length > 0 ? given : null;
