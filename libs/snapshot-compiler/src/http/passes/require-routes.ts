import type { HttpPass } from '../http-draft.js';

/** Nothing could be called. AWS's text. */
export const requireRoutes: HttpPass = (draft, diagnostics) => {
  if (draft.definition.routes.length === 0) {
    diagnostics.add('no-routes', 'Api', 'Unable to deploy API because no routes exist in this API');
  }
  return draft;
};
