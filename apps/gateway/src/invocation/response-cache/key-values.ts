import { connectionOptions } from '../../http/header-rules.js';
import type { Caller } from '../../http/caller.js';
import { isNamed } from '../../http/raw-headers.js';
import type { Routed } from '../invocation.js';

/**
 * What a request says of one declared parameter, as a part of a key: other values, another number of them or
 * none at all are another part, and no part is the beginning of another.
 */
export type ReadKeyPart = (invocation: Routed) => string;

const absent = '-;';

/** Values with their lengths in front, so that none can be taken for two. */
export function keyPart(values: readonly string[]): string {
  let part = '';
  for (const value of values) part += counted(value);
  return part === '' ? absent : `${part};`;
}

const counted = (value: string): string => `${value.length}:${value}`;

/** A variable of the path, raw as it came. */
export function pathPart(name: string, resourcePath: string): ReadKeyPart {
  const isThereTwice = resourcePath.split(`{${name}}`).length + resourcePath.split(`{${name}+}`).length > 3;
  // Of two variables of one name only the last value is known.
  if (isThereTwice) return ({ address }) => `${counted(address.path)};`;
  return ({ pathParameters }) => {
    const value = pathParameters?.[name];
    return value === undefined ? absent : `${counted(value)};`;
  };
}

/**
 * All values of a parameter of the query, raw: backends may go by another than the last, and tell apart what
 * is written in different escapes.
 */
export function queryPart(name: string): ReadKeyPart {
  return ({ address: { query } }) => {
    if (query === '') return absent;
    // Not all that read it part parameters by it.
    if (query.includes(';')) return `?${counted(query)};`;
    let part = '';
    for (let start = 0; start <= query.length;) {
      const ampersand = query.indexOf('&', start);
      const end = ampersand < 0 ? query.length : ampersand;
      const nameEnd = endOfName(query, start, end);
      if (isName(query, start, nameEnd, name)) part += counted(query.slice(nameEnd, end));
      start = end + 1;
    }
    return part === '' ? absent : `${part};`;
  };
}

function endOfName(query: string, start: number, end: number): number {
  const equals = query.indexOf('=', start);
  return equals < 0 || equals > end ? end : equals;
}

function isName(query: string, start: number, end: number, name: string): boolean {
  if (end - start === name.length) return query.startsWith(name, start);
  // Shorter is no escape of it.
  if (end - start < name.length) return false;
  const written = query.slice(start, end);
  return /[%+]/.test(written) && new URLSearchParams(`${written}=`).has(name);
}

/**
 * All values of a header, that of the gateway behind the caller's. One that ends at the gateway
 * (`Connection`) is another than one that goes on.
 */
export function headerPart(name: string): ReadKeyPart {
  const lower = name.toLowerCase();
  const added = ofGateway.get(lower);
  return ({ request: { rawHeaders, connection, caller } }) => {
    let part = '';
    for (let index = 0; index < rawHeaders.length; index += 2) {
      if (isNamed(rawHeaders[index]!, lower, name)) part += counted(rawHeaders[index + 1]!);
    }
    if (added !== undefined) part += counted(added(caller));
    if (part === '') return absent;
    return connectionOptions(connection)?.has(lower) ? `!${part};` : `${part};`;
  };
}

/** What mappings and backends see of these whatever the caller sends. */
const ofGateway: ReadonlyMap<string, (caller: Caller) => string> = new Map([
  ['x-forwarded-for', ({ peerIp }: Caller) => peerIp],
  ['x-forwarded-port', ({ port }: Caller) => port],
  ['x-forwarded-proto', ({ isTls }: Caller) => (isTls ? 'https' : 'http')],
]);

/**
 * The same where a checked signature was taken off the request: what carried it would be absent in all of
 * them, and who has signed stands for it.
 */
export const withSigner =
  (read: ReadKeyPart): ReadKeyPart =>
  (invocation) =>
    `@${counted(invocation.signer?.accessKeyId ?? '')}${read(invocation)}`;
