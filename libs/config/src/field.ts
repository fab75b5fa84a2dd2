/** One environment variable: how it is read and how it is described. Made by the builders in `fields.ts`. */
export interface Field<T> {
  readonly variable: string;
  readonly description: string;
  /** The value's text must not show up in messages or tables. */
  readonly secret: boolean;
  /** What is allowed, as the end of a sentence: "a whole number from 0 to 65535". */
  readonly allowed: string;
  /**
   * The raw text that stands in when the variable is unset; parsed like any other, so that no default can be
   * out of bounds.
   */
  readonly defaultText: string | undefined;
  readonly optional: boolean;
  /**
   * Set for a family of variables: each one that begins so is read on its own, and the config has a record of
   * them by what follows.
   */
  readonly prefix?: string;
  /** The value, or `undefined` when the text is not allowed. */
  readonly parse: (text: string) => T | undefined;
}

/** A config's fields by the name that code uses for them. */
export type Schema = Readonly<Record<string, Field<unknown>>>;

/** The object that `readConfig` returns for a schema. */
export type ConfigOf<S extends Schema> = {
  readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never;
};

/** What every builder takes. Without `default` and without `optional: true` the variable is required. */
export interface FieldOptions<T> {
  readonly description: string;
  readonly default?: T;
  readonly optional?: boolean;
  readonly secret?: boolean;
}

/** `optional: true` makes the field's type include `undefined`; nothing else does. */
export type FieldFor<T, O> = O extends { readonly optional: true } ? Field<T | undefined> : Field<T>;

export function field<T extends string | number | boolean, const O extends FieldOptions<T>>(
  variable: string,
  options: O,
  allowed: string,
  parse: (text: string) => T | undefined,
): FieldFor<T, O> {
  // The conditional type cannot be followed from a run-time value; readConfig gives undefined only where
  // `optional` is set.
  const built: Field<unknown> = {
    variable,
    description: options.description,
    secret: options.secret ?? false,
    allowed,
    defaultText: textOf(options.default),
    optional: options.optional ?? false,
    parse,
  };
  return built as FieldFor<T, O>;
}

function textOf(value: string | number | boolean | undefined): string | undefined {
  // The words that documentation uses for a switch.
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return value === undefined ? undefined : String(value);
}
