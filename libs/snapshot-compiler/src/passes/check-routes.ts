import { findRouteConflicts, type RouteConflict } from '#libs/route-trie';
import type { Diagnostics } from '../diagnostic.js';
import type { Pass } from '../draft.js';

/** What a gateway could not build a trie from, or could build but not as the author means it. */
export const checkRoutes: Pass = (draft, diagnostics) => {
  const table = draft.routes.map(({ path, methods }) => ({
    path,
    methods: methods.map(({ method }) => method.httpMethod),
  }));
  for (const conflict of findRouteConflicts(table)) report(conflict, diagnostics);
  return draft;
};

function report(conflict: RouteConflict, diagnostics: Diagnostics): void {
  switch (conflict.kind) {
    case 'malformed-path':
      diagnostics.add('route-conflict', conflict.path, `${conflict.path} is not the path of a resource`);
      return;
    case 'duplicate-route': {
      const [one, other] = conflict.paths;
      diagnostics.add(
        'route-conflict',
        `${conflict.method} ${other}`,
        `${conflict.method} ${one} and ${conflict.method} ${other} would answer the same requests`,
      );
      return;
    }
    case 'variable-siblings': {
      const [one, other] = conflict.names;
      diagnostics.add(
        'route-conflict',
        conflict.parent,
        `${one} and ${other} are variables below the same resource ${conflict.parent}`,
      );
      return;
    }
    case 'repeated-parameter':
      diagnostics.add(
        'repeated-path-parameter',
        conflict.path,
        `${conflict.path} has two variables named ${conflict.name}`,
      );
  }
}
