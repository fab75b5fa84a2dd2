const lowered = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/** Without regard to case; makes copies only of texts beyond ASCII that differ. */
export function equalsIgnoringCase(one: string, other: string): boolean {
  if (one === other) return true;
  const length = one.length;
  let isAscii = length === other.length;
  for (let i = 0; isAscii && i < length; i++) {
    const a = one.charCodeAt(i);
    const b = other.charCodeAt(i);
    if (a === b) continue;
    if (a > 127 || b > 127) isAscii = false;
    else if (lowered(a) !== lowered(b)) return false;
  }
  return isAscii || (hasMore(one) && hasMore(other) && one.toLowerCase() === other.toLowerCase());
}

function hasMore(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return true;
  return false;
}
