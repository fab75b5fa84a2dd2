import { percentDecode, uriEncodeBytes } from './uri-encode.js';

/** One query parameter in canonical encoding. */
export type QueryPair = readonly [name: string, value: string];

/**
 * Splits a raw query string (without `?`) and brings each name and value to the one RFC 3986 encoding, so
 * that clients that escape more or less than needed sign the same text. A name without `=` has the empty
 * value; empty parts are dropped.
 */
export function readQueryPairs(rawQuery: string): QueryPair[] {
  const pairs: QueryPair[] = [];
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? '' : part.slice(equals + 1);
    pairs.push([recode(name), recode(value)]);
  }
  return pairs;
}

/** The query line of a canonical request: sorted by encoded name, then value, in code point order. */
export function canonicalQuery(pairs: readonly QueryPair[]): string {
  return [...pairs]
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function recode(text: string): string {
  return uriEncodeBytes(percentDecode(text));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
