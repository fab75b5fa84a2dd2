import { findRouteConflicts } from '#libs/route-trie';
import type { HttpPass } from '../http-draft.js';

/** What a gateway could not build a trie from, or could build but not as the author means it. */
export const checkHttpRoutes: HttpPass = (draft, diagnostics) => {
  const table = draft.routes.flatMap(({ path, method }) =>
    path === null ? [] : [{ path, methods: [method] }],
  );
  for (const conflict of findRouteConflicts(table)) {
    switch (conflict.kind) {
      case 'malformed-path':
        diagnostics.add('route-conflict', conflict.path, `${conflict.path} is not the path of a route`);
        break;
      case 'duplicate-route': {
        const { method, paths } = conflict;
        diagnostics.add(
          'route-conflict',
          `${method} ${paths[1]}`,
          `${method} ${paths[0]} and ${method} ${paths[1]} would answer the same requests`,
        );
        break;
      }
      case 'repeated-parameter':
        diagnostics.add(
          'repeated-path-parameter',
          conflict.path,
          `${conflict.path} has two variables named ${conflict.name}`,
        );
        break;
      case 'variable-siblings':
      // Routes are not a tree here: each has names of its own for the same parts.
    }
  }
  return draft;
};
