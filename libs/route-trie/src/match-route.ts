import type { RouteEntry, RouteNode, RouteTrie } from './route-trie.js';

/** The route that serves a request. */
export interface RouteMatch<T> {
  readonly value: T;
  /** The method of the resource that was chosen: the request's, or `ANY`. */
  readonly method: string;
  /**
   * Raw text of each path variable, percent escapes kept; a record without prototype, `null` when the path
   * has none.
   */
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

interface Search {
  readonly path: string;
  readonly method: string;
  /** The path has percent escapes. */
  readonly isEscaped: boolean;
  /** Variables on the way from the root to the current node. */
  readonly captures: string[];
}

const SLASH = 47;
/** The methods that APIs have, which `ANY` stands for. */
export const ANY_METHODS: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
]);

/**
 * Finds the route of a request as API Gateway does (recorded: routing; guide page "Set up a method request").
 *
 * - Part by part a static child goes before `{x}` before `{x+}`, but a resource counts only when it has the
 *   method or `ANY`: otherwise the search goes back to the next best resource. On one resource the method
 *   goes before `ANY`, and a more specific resource with `ANY` before a greedy one with the method itself.
 * - Extra slashes, leading, inner or trailing, make no difference to what matches. A greedy variable keeps
 *   the inner ones and loses the trailing ones; it takes at least one part, so it never matches its parent.
 * - Static parts match in any escaping: `/%61dmin` is `/admin` to the backend that decodes it, and must not
 *   reach it by way of a greedy variable beside it (RFC 3986, section 6.2.2). An escaped slash is no slash.
 *   Variables take the raw text.
 *
 * Cost: a node is reached over its one path from the root and eats one part per level, so a search visits
 * each node at most once, and of the children of a node at most two (the static one that has the part's text,
 * and the variable one). That is at most 2^(d+1) - 1 visits, d being the depth of the table and no more than
 * the parts of the path, and never more than the table has nodes; one Map lookup per visit. Tables without a
 * static part beside a variable take d + 1 visits. How many siblings a node has does not matter.
 */
export function matchRoute<T>(trie: RouteTrie<T>, method: string, rawPath: string): RouteMatch<T> | null {
  const search: Search = {
    path: rawPath,
    method,
    isEscaped: rawPath.includes('%'),
    captures: [],
  };
  const entry = visit(trie.root, 0, search);
  if (entry === null) return null;
  return { value: entry.value, method: entry.method, pathParameters: nameCaptures(entry, search.captures) };
}

function visit<T>(node: RouteNode<T>, from: number, search: Search): RouteEntry<T> | null {
  const { path, captures } = search;
  let start = from;
  while (path.charCodeAt(start) === SLASH) start++;
  if (start >= path.length) return entryFor(node, search);

  const slash = path.indexOf('/', start);
  const end = slash < 0 ? path.length : slash;
  const part = path.slice(start, end);
  const child = node.statics.get(search.isEscaped ? unescaped(part) : part);
  const found = child === undefined ? null : visit(child, end, search);
  if (found !== null) return found;

  if (node.variable !== null) {
    captures.push(part);
    const below = visit(node.variable, end, search);
    if (below !== null) return below;
    captures.pop();
  }
  if (node.greedy === null) return null;
  const entry = entryFor(node.greedy, search);
  if (entry !== null) captures.push(withoutTrailingSlashes(path, start));
  return entry;
}

export function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Escapes that are broken or no UTF-8 are no name of a resource.
    return part;
  }
}

export function entryFor<T>(node: RouteNode<T>, { method }: Pick<Search, 'method'>): RouteEntry<T> | null {
  return node.methods.get(method) ?? (ANY_METHODS.has(method) ? node.methods.get('ANY') : undefined) ?? null;
}

export function withoutTrailingSlashes(path: string, start: number): string {
  let end = path.length;
  while (path.charCodeAt(end - 1) === SLASH) end--;
  return path.slice(start, end);
}

// Without a prototype, as a variable may be called `__proto__` or `constructor`.
export function nameCaptures<T>(
  { parameterNames }: RouteEntry<T>,
  captures: readonly string[],
): Record<string, string> | null {
  if (parameterNames.length === 0) return null;
  const named = Object.create(null) as Record<string, string>;
  for (let index = 0; index < parameterNames.length; index++)
    named[parameterNames[index]!] = captures[index]!;
  return named;
}
