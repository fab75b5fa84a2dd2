/** Words that stand apart by commas or spaces, as people type lists. */
export const listOf = (typed: string): string[] => typed.split(/[\s,]+/).filter((word) => word !== '');

/** The same, shown. */
export const listText = (words: readonly string[] | undefined): string => (words ?? []).join(', ');

/** Members that were typed; empty ones are left out. */
export const typedOnly = <T extends object>(members: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== '' && value !== undefined),
  ) as Partial<T>;
