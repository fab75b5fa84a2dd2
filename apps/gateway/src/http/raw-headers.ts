/** The first value of a header among raw names and values in turn, by its name in lower case; null when there is none. */
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
