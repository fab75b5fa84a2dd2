import { resolve } from 'node:path';
import { field, type Field, type FieldOptions } from './field.js';

/**
 * Text, at most `maxLength` characters (4096 by default); `pattern` must match the whole text, `allowed` then
 * says so in words.
 */
export function string<
  const O extends FieldOptions<string> & { maxLength?: number; pattern?: RegExp; allowed?: string },
>(variable: string, options: O) {
  const maxLength = options.maxLength ?? 4096;
  const allowed = options.allowed ?? `text of 1 to ${maxLength} characters`;
  return field<string, O>(variable, options, allowed, (text) =>
    text.length <= maxLength && (options.pattern?.test(text) ?? true) ? text : undefined,
  );
}

/** A whole decimal number within inclusive bounds. */
export function integer<const O extends FieldOptions<number> & { min: number; max: number }>(
  variable: string,
  options: O,
) {
  const allowed = `a whole number from ${options.min} to ${options.max}`;
  return field<number, O>(variable, options, allowed, (text) => {
    if (!/^-?\d{1,15}$/.test(text)) return undefined;
    const value = Number(text);
    return value >= options.min && value <= options.max ? value : undefined;
  });
}

const booleanWords: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['true', true],
  ['1', true],
  ['off', false],
  ['false', false],
  ['0', false],
]);

/** `on`, `true` or `1`; `off`, `false` or `0`. */
export function boolean<const O extends FieldOptions<boolean>>(variable: string, options: O) {
  return field<boolean, O>(variable, options, 'on or off', (text) => booleanWords.get(text.toLowerCase()));
}

/** One of a closed set of words, spelled exactly. */
export function oneOf<const W extends string, const O extends FieldOptions<NoInfer<W>>>(
  variable: string,
  words: readonly W[],
  options: O,
) {
  return field<W, O>(variable, options, `one of ${words.join(', ')}`, (text) =>
    words.find((word) => word === text),
  );
}

/** An absolute URL with one of the protocols (`http` and `https` by default), without a trailing slash. */
export function url<const O extends FieldOptions<string> & { protocols?: readonly string[] }>(
  variable: string,
  options: O,
) {
  const protocols = options.protocols ?? ['http', 'https'];
  const allowed = `a URL that starts with ${protocols.map((name) => `${name}://`).join(' or ')}`;
  return field<string, O>(variable, options, allowed, (text) => {
    const known = protocols.some((name) => text.toLowerCase().startsWith(`${name}://`));
    return known && URL.canParse(text) ? text.replace(/\/+$/, '') : undefined;
  });
}

/**
 * A URL under each variable of a family, `AWS_ENDPOINT_URL_<SERVICE>`: a record by what stands in place of
 * the last word, empty when none is set.
 */
export function urls(
  variable: `${string}_<${string}>`,
  options: { readonly description: string },
): Field<Readonly<Record<string, string>>> {
  const member: Field<unknown> = url(variable, { ...options, optional: true });
  // `readConfig` parses the members one by one and makes the record.
  return {
    ...(member as Field<Readonly<Record<string, string>>>),
    prefix: variable.slice(0, variable.indexOf('<')),
  };
}

/**
 * Text with a form of its own: what `parse` makes of it, which gives undefined when it is not `allowed`.
 * `default` is such a text, too.
 */
export function parsed<T>(
  variable: string,
  parse: (text: string) => T | undefined,
  options: {
    readonly description: string;
    readonly default: string;
    readonly allowed: string;
    readonly secret?: boolean;
  },
): Field<T> {
  const text: Field<unknown> = field<string, FieldOptions<string>>(
    variable,
    options,
    options.allowed,
    String,
  );
  return { ...text, parse };
}

/** A path in the file system, made absolute against the working folder. */
export function path<const O extends FieldOptions<string>>(variable: string, options: O) {
  return field<string, O>(variable, options, 'a path', (text) =>
    text.includes('\0') ? undefined : resolve(text),
  );
}
