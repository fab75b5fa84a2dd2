/** Values of condition keys, by their lower-case names. */
export type ContextValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * `aws:requesttag/<key>` and the like. Keys of conditions know no case and keys of tags do: of tags that
 * differ in case alone, each value is one of the key.
 */
export function tagValues(
  prefix: string,
  tags: Iterable<readonly [key: string, value: string]>,
): ContextValues {
  const values: Record<string, string | string[]> = {};
  for (const [key, value] of tags) {
    const name = `${prefix}${key.toLowerCase()}`;
    const known = values[name];
    values[name] = known === undefined ? value : [known, value].flat();
  }
  return values;
}

/** Tags that a call gives, and their keys; nothing for a call that gives none. */
export function requestTags(tags: readonly (readonly [key: string, value: string])[]): ContextValues {
  if (tags.length === 0) return {};
  return { ...tagValues('aws:requesttag/', tags), 'aws:tagkeys': tags.map(([key]) => key) };
}
