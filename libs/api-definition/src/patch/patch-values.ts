/**
 * Booleans of a patch are text; anything but `true` in any case is false, nothing is refused (recorded: patch
 * operations).
 */
export const patchedBoolean = (value: string | null): boolean => value?.toLowerCase() === 'true';

/** A description or the like: an empty text unsets it (recorded: general patterns). */
export const patchedText = (value: string | null): string | null => value || null;

/**
 * The map with the entry set: in its place where the map has the key, else at the end. Made by definition, so
 * that a key like `__proto__` is a key like any other.
 */
export function withEntry<V>(
  map: Readonly<Record<string, V>> | null,
  key: string,
  value: V,
): Readonly<Record<string, V>> {
  return Object.fromEntries(new Map(Object.entries(map ?? {})).set(key, value));
}

/**
 * The map without the entry; null when nothing is left, which AWS shows as an absent member (recorded:
 * general patterns).
 */
export function withoutEntry<V>(
  map: Readonly<Record<string, V>> | null,
  key: string,
): Readonly<Record<string, V>> | null {
  const left = Object.entries(map ?? {}).filter(([name]) => name !== key);
  return left.length > 0 ? Object.fromEntries(left) : null;
}

/** Whether the map has the entry itself, not by its prototype. */
export const hasEntry = (map: Readonly<Record<string, unknown>> | null, key: string): boolean =>
  map !== null && Object.hasOwn(map, key);
