import { parseRoutePath, type RoutePart } from './parse-route-path.js';

/**
 * A resource with the HTTP methods it has (`ANY` among them or not) and what the caller wants back for it.
 */
export interface Route<T> {
  /** `/`, `/pets/{id}`, `/files/{proxy+}`. */
  readonly path: string;
  readonly methods: readonly string[];
  readonly value: T;
}

/** What a method of a resource answers with; names are those of the path's variables, in order. */
export interface RouteEntry<T> {
  readonly value: T;
  readonly method: string;
  readonly parameterNames: readonly string[];
}

/** One path prefix. Written while building, only read afterwards: a match keeps its state to itself. */
export interface RouteNode<T> {
  readonly statics: Map<string, RouteNode<T>>;
  variable: RouteNode<T> | null;
  greedy: RouteNode<T> | null;
  readonly methods: Map<string, RouteEntry<T>>;
}

/** A built table, for `matchRoute`. */
export interface RouteTrie<T> {
  readonly root: RouteNode<T>;
}

/**
 * Builds the trie of a flat table of resource paths. The same value may stand for many methods.
 *
 * @throws Error when a path is malformed or one path shape has a method twice. Snapshots are checked with
 * `findRouteConflicts` when they are compiled, so this is a damaged snapshot and must not be served.
 */
export function buildRouteTrie<T>(routes: readonly Route<T>[]): RouteTrie<T> {
  const root = createNode<T>();
  for (const { path, methods, value } of routes) {
    const parts = parseRoutePath(path);
    if (parts === undefined) throw new Error(`Not a resource path: ${path}`);
    const node = parts.reduce(descend, root);
    const parameterNames = parts.flatMap((part) => (part.kind === 'static' ? [] : [part.name]));
    for (const method of methods) {
      if (node.methods.has(method)) throw new Error(`Two routes for ${method} ${path}`);
      node.methods.set(method, { value, method, parameterNames });
    }
  }
  return { root };
}

function descend<T>(node: RouteNode<T>, part: RoutePart): RouteNode<T> {
  if (part.kind !== 'static') return (node[part.kind] ??= createNode<T>());
  const known = node.statics.get(part.text);
  if (known !== undefined) return known;
  const created = createNode<T>();
  node.statics.set(part.text, created);
  return created;
}

function createNode<T>(): RouteNode<T> {
  return { statics: new Map(), variable: null, greedy: null, methods: new Map() };
}
