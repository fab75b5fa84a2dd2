import type { ConfigOf, Field, Schema } from './field.js';

/** A variable is missing or not allowed; the message is the one line to print before exit code 1. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads every field of the schema from the environment and freezes the result.
 * Unset and empty variables take the field's default. Throws `ConfigError` at the first variable that is missing or not allowed.
 */
export function readConfig<const S extends Schema>(
  env: Readonly<Record<string, string | undefined>>,
  schema: S,
): ConfigOf<S> {
  const entries = Object.entries(schema).map(([name, field]) => [name, readField(env, field)]);
  return Object.freeze(Object.fromEntries(entries)) as ConfigOf<S>;
}

function readField(env: Readonly<Record<string, string | undefined>>, field: Field<unknown>): unknown {
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
