import { elementsOf, entriesOf, isMap, member, textOf } from '../document/read-value.js';

/**
 * Whether a value of a document may stand where it stands. Null is what YAML makes of an empty place: the
 * same as absent.
 */
export type Shape = (value: unknown, references: References) => boolean;

/** What `$ref` leads to. */
export interface References {
  /** The value that a reference of the document stands for; undefined when it leads nowhere. */
  readonly resolve: (reference: unknown) => unknown;
  /**
   * Whether this value was not yet asked about with this shape: circles end here, and each target is looked
   * at once.
   */
  readonly isNew: (shape: Shape, value: object) => boolean;
}

const orAbsent =
  (shape: Shape): Shape =>
  (value, references) =>
    value === undefined || value === null || shape(value, references);

/** A text, or a number or flag where YAML has read one. */
export const text: Shape = orAbsent((value) => textOf(value) !== undefined);

/** True or false, written as a text too. */
export const flag: Shape = orAbsent(
  (value) => typeof value === 'boolean' || (typeof value === 'string' && /^(?:true|false)$/i.test(value)),
);

/** Looked at, and warned of or refused, by what reads it. */
export const anything: Shape = () => true;

/** A map that what reads it checks further. */
export const map: Shape = orAbsent(isMap);

export const listOf = (element: Shape): Shape =>
  orAbsent(
    (value, references) =>
      Array.isArray(value) &&
      // An element that is nothing is none: it would be lost.
      elementsOf(value).every((one) => one !== null && element(one, references)),
  );

export const mapOf = (element: Shape): Shape =>
  orAbsent(
    (value, references) => isMap(value) && entriesOf(value).every(([, one]) => element(one, references)),
  );

/** A map of the author's names in which extensions may stand beside them, which nothing reads. */
export const namedOf = (element: Shape): Shape =>
  orAbsent(
    (value, references) =>
      isMap(value) &&
      entriesOf(value).every(([name, one]) => name.startsWith('x-') || element(one, references)),
  );

/** A map with these members; what else it has, nothing reads. */
export const recordOf = (members: Readonly<Record<string, Shape>>): Shape => {
  const shapes = Object.entries(members);
  return orAbsent(
    (value, references) =>
      isMap(value) && shapes.every(([name, shape]) => shape(member(value, name), references)),
  );
};

export const either =
  (...shapes: readonly Shape[]): Shape =>
  (value, references) =>
    shapes.some((shape) => shape(value, references));

/** A value of that shape, or a reference to one. Whether it leads anywhere is said by what follows it. */
export const referable = (shape: Shape): Shape =>
  orAbsent((value, references) => {
    const reference = member(value, '$ref');
    if (reference === undefined) return shape(value, references);
    if (typeof reference !== 'string') return false;
    const found = references.resolve(value);
    return (
      typeof found !== 'object' ||
      found === null ||
      !references.isNew(shape, found) ||
      shape(found, references)
    );
  });
