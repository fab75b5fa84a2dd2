import type { Pass } from '../draft.js';

/**
 * Settings of the whole API that limit who may call it and that cannot be enforced: serving the API without
 * them would serve it to callers whom its author has shut out.
 */
export const refuseUnservedApi: Pass = (draft, diagnostics) => {
  const { endpointConfiguration, policy, securityPolicy } = draft.definition.restApi;
  if (endpointConfiguration.types.includes('PRIVATE') && policy === null) {
    // AWS's text for a private API that nobody could call.
    const message = "Private REST API doesn't have a resource policy attached to it";
    diagnostics.add('private-api-without-policy', 'RestApi', message);
  }
  if (securityPolicy !== undefined && /TLS13_1_3|TLS13_2025_EDGE/.test(securityPolicy)) {
    const message = `Security policy ${securityPolicy} cannot be served yet: gateways accept TLS 1.2 as well`;
    diagnostics.add('tls-policy-not-served', 'RestApi', message);
  }
  return draft;
};
