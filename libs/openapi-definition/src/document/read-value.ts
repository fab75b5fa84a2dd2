/** A map of a document. Its keys are the author's: look members up with `member`, never by the prototype. */
export type DocumentMap = Readonly<Record<string, unknown>>;

/** Whether a value of a document is a map. */
export const isMap = (value: unknown): value is DocumentMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value's own member of that name; undefined without one, and when the value is no map. */
export const member = (value: unknown, name: string): unknown =>
  isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The members of a map, in the author's order; none when the value is no map. */
export const entriesOf = (value: unknown): readonly (readonly [name: string, value: unknown])[] =>
  isMap(value) ? Object.entries(value) : [];

/** The elements of a list; none when the value is no list. */
export const elementsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text, or a number or boolean that YAML has read where a text was meant; undefined for all else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A flag, which some authors write as a text. */
export const isTrue = (value: unknown): boolean =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true');

/** How a value is printed in a warning. */
export const printed = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
