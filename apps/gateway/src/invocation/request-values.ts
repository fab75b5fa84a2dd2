import type { Values } from '#libs/mapping-templates';
import { spellHeader } from '../http/header-spelling.js';

/**
 * Query parameters, decoded; of a repeated one the last value (guide page "Request and response data
 * mappings").
 */
export function queryValues(query: string): Values {
  const values = Object.create(null) as Record<string, string>;
  if (query !== '') for (const [name, value] of pairsOf(query)) values[name] = value;
  return values;
}

/** Query parameters with all their values. */
export function queryMultiValues(query: string): Readonly<Record<string, readonly string[]>> {
  const values = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of pairsOf(query)) (values[name] ??= []).push(value);
  return values;
}

/** A semicolon parts parameters, too (guide page "Important notes"). */
function pairsOf(query: string): URLSearchParams {
  return new URLSearchParams(query.replaceAll(';', '&'));
}

/**
 * Headers under any spelling of their names, listed as their sender spells them; of a repeated one the last
 * value.
 */
export function headerValues(rawHeaders: readonly string[]): Values {
  const values = Object.create(null) as Record<string, string>;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    values[rawHeaders[index]!.toLowerCase()] = rawHeaders[index + 1]!;
  }
  return inAnySpelling(values, rawHeaders);
}

/** Headers under any spelling of their names, with all their values. */
export function headerMultiValues(
  rawHeaders: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const values = Object.create(null) as Record<string, string[]>;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    (values[rawHeaders[index]!.toLowerCase()] ??= []).push(rawHeaders[index + 1]!);
  }
  return inAnySpelling(values, rawHeaders);
}

// Header names have no case, the names in templates do: a lookup finds its header however both are spelled.
function inAnySpelling<V>(
  values: Record<string, V>,
  rawHeaders: readonly string[],
): Readonly<Record<string, V>> {
  return new Proxy(values, {
    get: (target, name) => (typeof name === 'string' ? target[name.toLowerCase()] : undefined),
    has: (target, name) => typeof name === 'string' && name.toLowerCase() in target,
    getOwnPropertyDescriptor: (target, name) =>
      typeof name === 'string' ? Reflect.getOwnPropertyDescriptor(target, name.toLowerCase()) : undefined,
    ownKeys: () => spellings(rawHeaders),
  });
}

/** Each name once, as it is spelled where it last stands. */
function spellings(rawHeaders: readonly string[]): string[] {
  const names = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    names.set(rawHeaders[index]!.toLowerCase(), spellHeader(rawHeaders[index]!));
  }
  return [...names.values()];
}
