/** Words that stand apart by commas or spaces, as people type lists. */
export const listOf = (typed: string): string[] => typed.split(/[\s,]+/).filter((word) => word !== '');

/** The same, shown. */
export const listText = (words: readonly string[] | undefined): string => (words ?? []).join(', ');

/** Members that were filled in: no empty texts, lists or maps. */
export const filledOnly = <T extends object>(members: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(members as Record<string, unknown>).filter(([, value]) =>
      typeof value === 'object' && value !== null
        ? Object.keys(value).length > 0
        : value !== '' && value !== undefined,
    ),
  ) as Partial<T>;

/** A switch, as a select of two has it. */
export const yesNo = (isOn: boolean | undefined): 'yes' | 'no' => (isOn ? 'yes' : 'no');
