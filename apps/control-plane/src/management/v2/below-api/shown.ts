/** A part of an API as outputs have it: null members are left out, and lists are the client's own. */
type Shown<T> = T extends readonly (infer Element)[]
  ? Shown<Element>[]
  : T extends object
    ? {
        -readonly [Member in keyof T as null extends T[Member] ? never : Member]: Shown<T[Member]>;
      } & {
        -readonly [Member in keyof T as null extends T[Member] ? Member : never]?: Shown<
          Exclude<T[Member], null>
        >;
      }
    : T;

/**
 * A part of an API of version 2 as the wire shows it: its members are named as there. What is not set is left
 * out, and so are the members that say what it is below.
 */
export const shown = <Part extends object, Hidden extends keyof Part & string>(
  part: Part,
  ...hidden: readonly Hidden[]
): Shown<Omit<Part, Hidden>> =>
  Object.fromEntries(
    Object.entries(part).filter(
      ([member, value]) => value !== null && !(hidden as readonly string[]).includes(member),
    ),
  ) as Shown<Omit<Part, Hidden>>;
