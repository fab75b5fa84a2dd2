import {
  compileMappingSource,
  type MappedValue,
  type MappingScope,
  type MappingSource,
  type Values,
} from '#libs/mapping-templates';
import type { ParameterMapping } from '#libs/snapshot-format';
import { fieldText } from '../../http/header-fields.js';
import { headerRules } from '../../http/header-rules.js';
import { bodyBytesMax } from '../../http/request-limits.js';

/** What the parameter mappings of one request came to. */
export interface MappedParameters {
  readonly path: Values;
  /** `name=value` pairs, encoded, joined with `&`; empty when there are none. */
  readonly query: string;
  /** Name, value, name, value, ... */
  readonly headers: readonly string[];
  /**
   * The values came to more than `mappedCharsMax`; those behind are missing, and no request may be made of
   * the others.
   */
  readonly tooLong?: true;
}

/**
 * A body may be mapped to many headers at once; as many characters as a payload has bytes, in all (API
 * Gateway quotas page: payload 10 MB).
 */
export const mappedCharsMax = bodyBytesMax;

export const mappedTooLong = `the mapped values have more than ${mappedCharsMax} characters`;

/** An integration's parameter mappings, compiled. */
export interface ActiveMappings {
  /** What they come to for every request; null when that depends on the request. */
  readonly constant: MappedParameters | null;
  readonly read: (scope: MappingScope) => MappedParameters;
  /** Names in lower case of headers that a mapping sets, null when there are none. */
  readonly headerNames: ReadonlySet<string> | null;
  readonly readsBody: boolean;
  /** Why every call of this integration fails; null when it does not. */
  readonly alwaysFails: string | null;
}

interface CompiledMapping {
  readonly location: ParameterMapping['to']['location'];
  readonly name: string;
  readonly read: (scope: MappingScope) => MappedValue;
}

const nothing: MappedParameters = { path: Object.freeze({}), query: '', headers: [] };

/**
 * Compiles `integration.request.{path,querystring,header}.*`; null when there are none. A source without a
 * value writes nothing.
 */
export function compileMappings(parameters: readonly ParameterMapping[]): ActiveMappings {
  const failing = parameters.find(({ to }) => to.location === 'header' && mappedRule(to.name) === 'fail');
  const mappings: CompiledMapping[] = parameters
    .filter(({ to }) => to.location !== 'header' || mappedRule(to.name) === 'send')
    .map(({ to, from }) => ({ location: to.location, name: to.name, read: compileMappingSource(from) }));
  const headerNames = mappings
    .filter(({ location }) => location === 'header')
    .map(({ name }) => name.toLowerCase());
  return {
    constant: mappings.length === 0 ? nothing : null,
    read: (scope) => readAll(mappings, scope),
    headerNames: headerNames.length === 0 ? null : new Set(headerNames),
    readsBody: parameters.some(({ from }) => from.kind === 'methodRequestBody'),
    alwaysFails: failing ? `the header ${failing.to.name} cannot be mapped` : unreadableIn(parameters),
  };
}

/** Why mappings cannot be carried out; null when they can. */
export function unreadableIn(mappings: readonly { readonly from: MappingSource }[]): string | null {
  for (const { from } of mappings) if (from.kind === 'unreadable') return from.message;
  return null;
}

function mappedRule(name: string): 'send' | 'drop' | 'fail' {
  return headerRules.get(name.toLowerCase())?.mappedToBackend ?? 'send';
}

function readAll(mappings: readonly CompiledMapping[], scope: MappingScope): MappedParameters {
  const path = Object.create(null) as Record<string, string>;
  const headers: string[] = [];
  let query = '';
  let chars = 0;
  for (const { location, name, read } of mappings) {
    const value = read(scope);
    if (value === undefined) continue;
    if ((chars += charsOf(value)) > mappedCharsMax) return { path, query, headers, tooLong: true };
    switch (location) {
      case 'path':
        path[name] = typeof value === 'string' ? value : value.join(',');
        break;
      case 'header':
        headers.push(name, fieldText(value));
        break;
      case 'querystring':
        query = joinPairs(query, queryPairs(name, typeof value === 'string' ? [value] : value));
        break;
    }
  }
  return { path, query, headers };
}

export function charsOf(value: string | readonly string[]): number {
  return typeof value === 'string' ? value.length : value.reduce((sum, text) => sum + text.length, 0);
}

/** `name=value` for each value, encoded, joined with `&`. */
export function queryPairs(name: string, values: readonly string[]): string {
  return values.map((value) => `${encode(name)}=${encode(value)}`).join('&');
}

function joinPairs(a: string, b: string): string {
  return a === '' || b === '' ? a + b : `${a}&${b}`;
}

function encode(text: string): string {
  // Through bytes and back: half of a surrogate pair, which encodeURIComponent would throw at, becomes a
  // replacement character.
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
}
