import { methodsOf, type Pass } from '../draft.js';

/** Every method must call something; the text is AWS's (recorded: deployments). */
export const requireIntegrations: Pass = (draft, diagnostics) => {
  for (const { at, method } of methodsOf(draft)) {
    if (method.methodIntegration === null) {
      diagnostics.add('no-integration', at, 'No integration defined for method');
    }
  }
  return draft;
};
