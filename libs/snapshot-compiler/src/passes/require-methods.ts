import type { Pass } from '../draft.js';

/** An API without methods cannot be deployed; the text is AWS's (recorded: deployments). */
export const requireMethods: Pass = (draft, diagnostics) => {
  if (draft.routes.length === 0) {
    diagnostics.add('no-methods', 'RestApi', "The REST API doesn't contain any methods");
  }
  return draft;
};
