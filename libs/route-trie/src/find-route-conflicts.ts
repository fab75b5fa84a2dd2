import { parseRoutePath } from './parse-route-path.js';

/** Why a table of routes cannot be served, or not as its author means it. */
export type RouteConflict =
  /** Not the path of a resource: empty parts, stray braces, something below a greedy variable. */
  | { readonly kind: 'malformed-path'; readonly path: string }
  /**
   * Two routes that every request fits alike: same shape, whatever the names of the variables, same method.
   */
  | { readonly kind: 'duplicate-route'; readonly method: string; readonly paths: readonly [string, string] }
  /**
   * Two variables (greedy or not) below one parent; API Gateway allows one (recorded: creating resources).
   */
  | { readonly kind: 'variable-siblings'; readonly parent: string; readonly names: readonly [string, string] }
  /** One name twice in a path: the first value could not be read. */
  | { readonly kind: 'repeated-parameter'; readonly path: string; readonly name: string };

/**
 * All conflicts of a table, in the table's order; empty when `buildRouteTrie` will take it and every route
 * can be reached.
 */
export function findRouteConflicts(
  routes: readonly { readonly path: string; readonly methods: readonly string[] }[],
): RouteConflict[] {
  const conflicts: RouteConflict[] = [];
  const pathByRoute = new Map<string, string>();
  const variableByParent = new Map<string, string>();
  for (const { path, methods } of routes) {
    const parts = parseRoutePath(path);
    if (parts === undefined) {
      conflicts.push({ kind: 'malformed-path', path });
      continue;
    }
    let shape = '';
    const names = new Set<string>();
    for (const part of parts) {
      if (part.kind === 'static') {
        shape += `/${part.text}`;
        continue;
      }
      const { name } = part;
      if (names.has(name)) conflicts.push({ kind: 'repeated-parameter', path, name });
      names.add(name);
      const text = part.kind === 'greedy' ? `{${name}+}` : `{${name}}`;
      const sibling = variableByParent.get(shape);
      if (sibling === undefined) variableByParent.set(shape, text);
      else if (sibling !== text) {
        conflicts.push({ kind: 'variable-siblings', parent: shape || '/', names: [sibling, text] });
      }
      shape += part.kind === 'greedy' ? '/{+}' : '/{}';
    }
    for (const method of methods) {
      const route = `${method} ${shape}`;
      const other = pathByRoute.get(route);
      if (other === undefined) pathByRoute.set(route, path);
      else conflicts.push({ kind: 'duplicate-route', method, paths: [other, path] });
    }
  }
  return conflicts;
}
