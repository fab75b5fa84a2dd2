import type { Operation } from './operation.js';

/** A call as it goes out, before it is signed. */
export interface WireRequest {
  readonly method: string;
  /** Escaped, without the query. */
  readonly path: string;
  /** Name and value, in order, not escaped. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
}

type Members = Readonly<Record<string, unknown>>;

const utf8 = new TextEncoder();

/** RFC 3986: what is not unreserved is escaped, as SigV4 wants it. */
export const escape = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The request of an operation with an input. Members that are undefined are left out. */
export function buildRequest(operation: Operation, input: object): WireRequest {
  const members = input as Members;
  switch (operation.service.format) {
    case 'json-1.0':
    case 'json-1.1':
      return rpc(operation, JSON.stringify(jsonOf(members)), {
        'content-type': `application/x-amz-${operation.service.format}`,
        'x-amz-target': `${operation.service.targetPrefix}.${operation.name}`,
      });
    case 'query': {
      const form = [
        ['Action', operation.name],
        ['Version', operation.service.apiVersion!],
        ...formOf('', members),
      ];
      return rpc(operation, form.map(([name, value]) => `${escape(name!)}=${escape(value!)}`).join('&'), {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      });
    }
    case 'rest-json':
    case 'tollgate':
      return restRequest(operation, members);
  }
}

const rpc = ({ method, uri }: Operation, body: string, headers: Record<string, string>): WireRequest => ({
  method,
  path: uri,
  query: [],
  headers,
  body: utf8.encode(body),
});

function restRequest(operation: Operation, members: Members): WireRequest {
  const { method, payload, hasBody, renamed = {} } = operation;
  const [uri = '', fixed = ''] = operation.uri.split('?');
  const placed = new Set<string>();
  const take = (names: Readonly<Record<string, string>> | undefined) =>
    Object.entries(names ?? {}).flatMap(([member, name]) => {
      placed.add(member);
      const value = members[member];
      return value === undefined || value === null ? [] : [[name, value] as const];
    });
  const inPath = new Map(take(operation.path));
  const path = uri.replace(/\{([^}+]+)\+?\}/g, (_, name: string) => {
    const value = inPath.get(name);
    if (value === undefined || value === '') throw new TypeError(`${operation.name} needs ${name}`);
    const segment = text(value);
    // Browsers take these out of a path, escaped or not: the call would be another one.
    if (segment === '.' || segment === '..') throw new TypeError(`${name} cannot be ${segment}`);
    return escape(segment);
  });
  const query = [
    ...new URLSearchParams(fixed),
    ...take(operation.query).flatMap(([name, value]) =>
      list(value).map((each) => [name, text(each)] as const),
    ),
    ...Object.entries((operation.queryMap ? members[operation.queryMap] : null) ?? {}).map(
      ([name, value]) => [name, text(value)] as const,
    ),
  ];
  if (operation.queryMap) placed.add(operation.queryMap);
  const headers = Object.fromEntries(
    take(operation.headers).map(([name, value]) => [name.toLowerCase(), text(value)]),
  );
  if (payload) {
    const body = members[payload];
    return { method, path, query, headers, body: body === undefined ? null : bytesOf(body) };
  }
  if (!hasBody) return { method, path, query, headers, body: null };
  const body = Object.fromEntries(
    Object.entries(members)
      .filter(([member]) => !placed.has(member))
      .map(([member, value]) => [renamed[member] ?? member, value]),
  );
  return {
    method,
    path,
    query,
    headers: { ...headers, 'content-type': 'application/json' },
    body: utf8.encode(JSON.stringify(jsonOf(body))),
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const text = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));

const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array ? (value as Uint8Array<ArrayBuffer>) : utf8.encode(text(value));

/** Byte by byte: a file has more of them than a call may have arguments. */
const base64 = (bytes: Uint8Array): string =>
  btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));

/** JSON has no times and no bytes: seconds, and Base64. */
function jsonOf(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return base64(value);
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, jsonOf(member)]));
}

/** `Tags.member.1.Key=...`, as the query protocol writes lists and structures. */
function formOf(prefix: string, members: Members): [string, string][] {
  return Object.entries(members).flatMap(([name, value]) => fieldOf(`${prefix}${name}`, value));
}

function fieldOf(name: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [[name, '']];
    return value.flatMap((each, index) => fieldOf(`${name}.member.${index + 1}`, each));
  }
  if (typeof value === 'object' && !(value instanceof Date)) return formOf(`${name}.`, value as Members);
  return [[name, text(value)]];
}
