import type { FrozenHttpDefinition } from '#libs/api-definition';
import type { Diagnostics } from '../../diagnostic.js';

/** Nothing could be called, in whichever protocol. AWS's text. */
export const requireRoutes = <Draft extends { readonly definition: FrozenHttpDefinition }>(
  draft: Draft,
  diagnostics: Diagnostics,
): Draft => {
  if (draft.definition.routes.length === 0) {
    diagnostics.add('no-routes', 'Api', 'Unable to deploy API because no routes exist in this API');
  }
  return draft;
};
