import {
  ANY_METHODS,
  entryFor,
  matchRoute,
  nameCaptures,
  unescaped,
  withoutTrailingSlashes,
  type RouteMatch,
} from './match-route.js';
import { buildRouteTrie, type RouteEntry, type RouteNode, type RouteTrie } from './route-trie.js';

/** A route of an HTTP API: `GET /pets/{id}`, or `$default`, which has no path. */
export interface HttpRoute<T> {
  /** Or ANY. */
  readonly method: string;
  /** Null: `$default`, for all that no other route takes. */
  readonly path: string | null;
  readonly value: T;
}

/** A built table, for `matchHttpRoute`. */
export interface HttpRoutes<T> {
  readonly full: RouteTrie<T>;
  readonly greedy: RouteTrie<T>;
  readonly fallback: T | null;
}

/** As `RouteMatch`. */
export type HttpRouteMatch<T> = Pick<RouteMatch<T>, 'value' | 'pathParameters'>;

/** @throws Error as `buildRouteTrie`, and when there are two routes `$default`. */
export function buildHttpRoutes<T>(routes: readonly HttpRoute<T>[]): HttpRoutes<T> {
  const withPath = routes.flatMap(({ method, path, value }) =>
    path === null ? [] : [{ path, methods: [method], value }],
  );
  const fallbacks = routes.filter(({ path }) => path === null);
  if (fallbacks.length > 1) throw new Error('Two routes $default');
  return {
    full: buildRouteTrie(withPath.filter(({ path }) => !isGreedy(path))),
    greedy: buildRouteTrie(withPath.filter(({ path }) => isGreedy(path))),
    fallback: fallbacks[0]?.value ?? null,
  };
}

const isGreedy = (path: string): boolean => path.endsWith('+}');

/**
 * Finds the route of a request to an HTTP API (guide page "Create routes for HTTP APIs"): a full match of
 * path and method, else the greedy route with the longest prefix, else `$default`. Part by part static goes
 * before `{x}`, of one path the method before ANY; routes without the method do not count. `$default` takes
 * the methods that ANY takes: others would go past a protected `ANY` to it. Slashes and escapes as in
 * `matchRoute`, and so is the cost of each of the two searches.
 */
export function matchHttpRoute<T>(
  { full, greedy, fallback }: HttpRoutes<T>,
  method: string,
  rawPath: string,
): HttpRouteMatch<T> | null {
  const match = matchRoute(full, method, rawPath) ?? matchLongestPrefix(greedy, method, rawPath);
  if (match !== null) return match;
  return fallback === null || !ANY_METHODS.has(method) ? null : { value: fallback, pathParameters: null };
}

interface LongestSearch<T> {
  readonly path: string;
  readonly method: string;
  readonly isEscaped: boolean;
  /** Variables on the way from the root to the current node. */
  readonly captures: string[];
  best: {
    readonly depth: number;
    readonly entry: RouteEntry<T>;
    readonly captures: readonly string[];
  } | null;
}

function matchLongestPrefix<T>(
  { root }: RouteTrie<T>,
  method: string,
  path: string,
): HttpRouteMatch<T> | null {
  const search: LongestSearch<T> = {
    path,
    method,
    isEscaped: path.includes('%'),
    captures: [],
    best: null,
  };
  visit(root, 0, 0, search);
  const { best } = search;
  return best && { value: best.entry.value, pathParameters: nameCaptures(best.entry, best.captures) };
}

/** Static parts first, so that of prefixes of one length the first that is found is the most specific. */
function visit<T>(node: RouteNode<T>, from: number, depth: number, search: LongestSearch<T>): void {
  const { path, captures } = search;
  let start = from;
  while (path.charCodeAt(start) === SLASH) start++;
  if (start >= path.length) return;
  const slash = path.indexOf('/', start);
  const end = slash < 0 ? path.length : slash;
  const part = path.slice(start, end);
  const child = node.statics.get(search.isEscaped ? unescaped(part) : part);
  if (child !== undefined) visit(child, end, depth + 1, search);
  if (node.variable !== null) {
    captures.push(part);
    visit(node.variable, end, depth + 1, search);
    captures.pop();
  }
  if (node.greedy === null || depth <= (search.best?.depth ?? -1)) return;
  const entry = entryFor(node.greedy, search);
  if (entry === null) return;
  search.best = { depth, entry, captures: [...captures, withoutTrailingSlashes(path, start)] };
}

const SLASH = 47;
