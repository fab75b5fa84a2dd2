const SLASH = 47;

/** A part of a path between slashes, as mappings compare it, and where it ends. */
export interface Segment {
  readonly text: string;
  /** As it came. */
  readonly raw: string;
  readonly end: number;
}

/**
 * The segment that begins at or behind a place; null when there is none. Slashes more than one make no
 * difference (recorded: routing). Escapes of what needs none are equal to the character (RFC 3986, section
 * 6.2.2.2); an escaped slash is part of its segment, and no mapping has one.
 */
export function segmentAt(path: string, from: number): Segment | null {
  let start = from;
  while (path.charCodeAt(start) === SLASH) start++;
  if (start >= path.length) return null;
  const slash = path.indexOf('/', start);
  const end = slash < 0 ? path.length : slash;
  const raw = path.slice(start, end);
  return { text: raw.includes('%') ? decoded(raw) : raw, raw, end };
}

/** Where a base path ends in a path that is below it, by whole segments; -1 when it is not. */
export function endOfBasePath(path: string, basePath: readonly string[]): number {
  let end = 0;
  for (const wanted of basePath) {
    const segment = segmentAt(path, end);
    if (segment?.text !== wanted) return -1;
    ({ end } = segment);
  }
  return end;
}

/** A base path as it is written, in segments. */
export const segmentsOf = (basePath: string): readonly string[] =>
  basePath.split('/').filter((segment) => segment !== '');

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    // Escapes of no UTF-8: equal to nothing but themselves.
    return raw;
  }
}
