import type { ConfigOf, Field, Schema } from './field.js';

/** A variable is missing or not allowed; the message is the one line to print before exit code 1. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads every field of the schema from the environment and freezes the result. Unset and empty variables take
 * the field's default. Throws `ConfigError` at the first variable that is missing or not allowed.
 */
export function readConfig<const S extends Schema>(env: Environment, schema: S): ConfigOf<S> {
  const entries = Object.entries(schema).map(([name, field]) => [
    name,
    field.prefix === undefined ? readField(env, field) : readFamily(env, field, field.prefix),
  ]);
  return Object.freeze(Object.fromEntries(entries)) as ConfigOf<S>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable that is set and begins with the prefix, by what follows it. */
function readFamily(env: Environment, field: Field<unknown>, prefix: string): unknown {
  const names = Object.keys(env).filter((name) => name.startsWith(prefix) && env[name]);
  const members = names
    .sort()
    .map((name) => [name.slice(prefix.length), readField(env, { ...field, variable: name })]);
  return Object.freeze(Object.fromEntries(members));
}

function readField(env: Environment, field: Field<unknown>): unknown {
  const text = env[field.variable] || field.defaultText;
  if (text === undefined) {
    if (field.optional) return undefined;
    throw new ConfigError(`${field.variable} is not set; it must be ${field.allowed} (${field.description})`);
  }
  const value = field.parse(text);
  if (value === undefined) {
    throw new ConfigError(`${field.variable} is ${shown(text, field)}; it must be ${field.allowed}`);
  }
  return value;
}

function shown(text: string, field: Field<unknown>): string {
  if (field.secret) return '(hidden)';
  // A line break in the value would make the message more than one line.
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}
