import type { RequestParameterMapping } from '#libs/snapshot-format';
import { fieldText } from '../../http/header-fields.js';
import { isMappableHeader } from '../../http/http-api-headers.js';
import type { Routed } from '../../invocation/invocation.js';
import { mappedCharsMax, queryPairs } from '../mapping/parameter-mappings.js';
import { compileValue, MappedValues, readsBody, type ReadValue } from './value-template.js';

/** What mappings make of a request; what they do not touch stays as it is. */
export interface RequestChanges {
  /** Header fields, name and value in turn, into what is sent. */
  readonly headers: (fields: readonly string[]) => string[];
  /** Raw query into what is sent. */
  readonly query: (query: string) => string;
  /** In place of the path; null: that stays. */
  readonly path: string | null;
}

/** An integration's `requestParameters`, compiled. */
export interface RequestMapping {
  readonly readsBody: boolean;
  /** `tooLong`: the values have more than `mappedCharsMax` characters, and nothing may be made of them. */
  readonly read: (invocation: Routed) => RequestChanges | 'tooLong';
}

type NamedMapping = Exclude<RequestParameterMapping, { readonly place: 'path' }>;

interface Compiled {
  readonly action: RequestParameterMapping['action'];
  readonly place: RequestParameterMapping['place'];
  readonly name: string;
  readonly read: ReadValue;
}

/** One change with its value; undefined: none is there, and nothing is changed. */
interface Change extends Omit<Compiled, 'read'> {
  readonly value: string;
}

/**
 * Compiles the mappings of a request (guide page "Parameter mapping for HTTP APIs"); null when there are
 * none. Headers that may not be mapped are left alone.
 */
export function compileRequestMapping(mappings: readonly RequestParameterMapping[]): RequestMapping | null {
  const compiled = mappings.flatMap((mapping): Compiled[] => {
    const name = 'name' in mapping ? mapping.name : '';
    if (mapping.place === 'header' && !isMappableHeader(name.toLowerCase())) return [];
    const read = 'value' in mapping ? compileValue(mapping.value) : () => '';
    return [{ action: mapping.action, place: mapping.place, name, read }];
  });
  if (compiled.length === 0) return null;
  return {
    readsBody: mappings.some((mapping) => 'value' in mapping && readsBody(mapping.value)),
    read(invocation) {
      const values = new MappedValues(invocation);
      const changes: Change[] = [];
      let chars = 0;
      for (const { read, ...mapping } of compiled) {
        const value = read(values);
        if (value === undefined) continue;
        if ((chars += value.length) > mappedCharsMax) return 'tooLong';
        changes.push({ ...mapping, value });
      }
      const at = (place: NamedMapping['place'] | 'path'): Change[] =>
        changes.filter((change) => change.place === place);
      return {
        headers: (fields) => changedFields(fields, at('header')),
        query: (query) => changedQuery(query, at('querystring')),
        path: at('path').at(-1)?.value ?? null,
      };
    },
  };
}

/**
 * What is sent of header fields, whose order stays. Behind what is removed or overwritten new values come
 * last.
 */
export function changedFields(
  fields: readonly string[],
  changes: readonly Pick<Change, 'action' | 'name' | 'value'>[],
): string[] {
  const replaced = new Set(
    changes.flatMap(({ action, name }) => (action === 'append' ? [] : [name.toLowerCase()])),
  );
  const changed: string[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    if (!replaced.has(fields[index]!.toLowerCase())) changed.push(fields[index]!, fields[index + 1]!);
  }
  for (const { action, name, value } of changes) {
    if (action !== 'remove') changed.push(name, fieldText(value));
  }
  return changed;
}

function changedQuery(query: string, changes: readonly Change[]): string {
  if (changes.length === 0) return query;
  const replaced = new Set(changes.flatMap(({ action, name }) => (action === 'append' ? [] : [name])));
  const pairs = query === '' ? [] : query.split('&').filter((pair) => !replaced.has(nameOf(pair)));
  for (const { action, name, value } of changes) {
    if (action !== 'remove') pairs.push(queryPairs(name, [value]));
  }
  return pairs.join('&');
}

/** As the one who reads the query would name it. */
function nameOf(pair: string): string {
  return new URLSearchParams(pair).keys().next().value ?? '';
}
