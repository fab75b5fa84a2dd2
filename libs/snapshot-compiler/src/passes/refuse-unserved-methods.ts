import { methodsOf, type Pass } from '../draft.js';

/**
 * Protections of a method that this release stores but cannot enforce: refused, rather than served as if they
 * were not there.
 */
export const refuseUnservedMethods: Pass = (draft, diagnostics) => {
  for (const { at, method } of methodsOf(draft)) {
    if (method.authorizationType.toUpperCase() !== 'NONE') {
      const message = `${at}: authorization type ${method.authorizationType} cannot be served yet, and the method is not served open`;
      diagnostics.add('authorization-not-served', at, message);
    }
  }
  return draft;
};
