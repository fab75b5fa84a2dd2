import { compileBoundedPattern } from '#libs/mapping-templates';

/**
 * A selection pattern, which must match the whole text (recorded: HTTP integrations, Lambda selection
 * patterns). What cannot be matched within the engine's bound does not match: with fifty stars in a row even
 * three digits can be taken apart for hours. Null for a pattern that cannot be read.
 */
export function compileSelectionPattern(pattern: string): ((text: string) => boolean) | null {
  const matches = compileBoundedPattern(pattern, 'whole');
  return matches && ((text) => matches(text) === true);
}

/** The same for statuses: there are few, so each is matched once. */
export function compileStatusPattern(pattern: string): ((status: string) => boolean) | null {
  const matches = compileSelectionPattern(pattern);
  if (matches === null) return null;
  const known = new Map<string, boolean>();
  return (status) => {
    let isMatch = known.get(status);
    if (isMatch === undefined) known.set(status, (isMatch = matches(status)));
    return isMatch;
  };
}
