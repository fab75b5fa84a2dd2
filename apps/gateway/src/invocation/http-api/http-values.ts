import { fromRoot, type ApiAddress } from '../api-address.js';

/** What of a request's headers and query HTTP APIs see: all values of a name as one, with commas between. */

/** By name in lower case. */
export function joinedHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const joined = Object.create(null) as Record<string, string>;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const lower = rawHeaders[index]!.toLowerCase();
    const value = rawHeaders[index + 1]!;
    joined[lower] = joined[lower] === undefined ? value : `${joined[lower]},${value}`;
  }
  return joined;
}

/** One text for each cookie of all `Cookie` headers. */
export function cookiesOf(rawHeaders: readonly string[]): string[] {
  const cookies: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]!.toLowerCase() !== 'cookie') continue;
    for (const part of rawHeaders[index + 1]!.split(';')) {
      const cookie = part.trim();
      if (cookie !== '') cookies.push(cookie);
    }
  }
  return cookies;
}

/** Decoded. */
export function joinedQuery(query: string): Record<string, string> {
  const joined = Object.create(null) as Record<string, string>;
  if (query === '') return joined;
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  }
  return joined;
}

/**
 * The path as functions see it: behind a named stage, and with its escapes undone (public reports). An
 * escaped slash is one then, and an escaped question mark the path's end.
 */
export function decodedPath({ stageName, path }: ApiAddress): string {
  const raw = stageName === '$default' ? fromRoot(path) : `/${stageName}${path}`;
  const decoded = unescaped(raw);
  const question = decoded.indexOf('?');
  return question < 0 ? decoded : decoded.slice(0, question);
}

/** Escapes that are broken stay as they came. */
export function unescaped(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The path variables, with their escapes undone; null when the route has none. */
export function decodedParameters(
  pathParameters: Readonly<Record<string, string>> | null,
): Record<string, string> | null {
  if (pathParameters === null) return null;
  const decoded = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(pathParameters)) decoded[name] = unescaped(value);
  return decoded;
}
