/**
 * The first value of a header among raw names and values in turn, by its name in lower case; null when there
 * is none.
 */
export function headerOf(rawHeaders: readonly Buffer[] | null, lower: string): string | null {
  if (rawHeaders === null) return null;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === lower.length && name.toString('latin1').toLowerCase() === lower) {
      return rawHeaders[index + 1]!.toString('latin1');
    }
  }
  return null;
}

/**
 * The first value of a header among names and values in turn, by its name in lower case; null when there is
 * none.
 */
export function firstHeader(rawHeaders: readonly string[], lower: string): string | null {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (isNamed(rawHeaders[index]!, lower)) return rawHeaders[index + 1]!;
  }
  return null;
}

/** All values of a header in one, with commas between (RFC 9110, section 5.3); null when there is none. */
export function joinedHeader(rawHeaders: readonly string[], lower: string): string | null {
  let joined: string | null = null;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (!isNamed(rawHeaders[index]!, lower)) continue;
    joined = joined === null ? rawHeaders[index + 1]! : `${joined}, ${rawHeaders[index + 1]!}`;
  }
  return joined;
}

/**
 * By length first: most headers are another one, and a comparison of numbers is all that they cost. `usual`:
 * how most callers spell it; making a text lower costs more than comparing it.
 */
export function isNamed(name: string, lower: string, usual = lower): boolean {
  if (name.length !== lower.length) return false;
  return name === usual || name === lower || name.toLowerCase() === lower;
}
