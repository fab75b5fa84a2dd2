/** What a metric is about, such as `Stage` `prod`. Names are unique in a set. */
export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** One text for one set of dimensions, in whatever order they are named. */
export function dimensionsKey(dimensions: readonly Dimension[]): string {
  const sorted = [...dimensions].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `{${sorted.map(({ name, value }) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}

/** The set that a key stands for, by name. */
export function dimensionsOf(key: string): Dimension[] {
  // Entries of a Map, not of an object: names such as 1 would change their place.
  const pairs = [...key.matchAll(/("(?:[^"\\]|\\.)*"):("(?:[^"\\]|\\.)*")/g)];
  return pairs.map(([, name, value]) => ({
    name: JSON.parse(name!) as string,
    value: JSON.parse(value!) as string,
  }));
}
